package io.guestkit.terraform.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.guestkit.Limits;
import io.guestkit.terraform.tfplugin6.Diagnostic;
import io.guestkit.terraform.value.ConfigReader;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesSourceTest {
  private static final ConfigValue UNKNOWN = new ConfigValue.Unknown();
  private static final ConfigValue NULL = new ConfigValue.Null();

  @TempDir Path folder;
  private final ImagesSource source = new ImagesSource();
  private final Diagnostics diagnostics = new Diagnostics();

  @BeforeEach
  void makeImages() throws IOException {
    Files.write(folder.resolve("a.raw"), new byte[4096]);
    Files.write(folder.resolve("ä b.img"), new byte[8192]);
    byte[] start = {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3, 0, 0};
    Files.write(folder.resolve("broken.qcow2"), start);
    Files.createSymbolicLink(folder.resolve("gone.raw"), Path.of("nowhere"));
    Files.writeString(folder.resolve("notes.txt"), "no image by its name");
  }

  private static Door door(Path... roots) {
    Settings settings =
        new Settings(List.of(roots), true, List.of(), false, null, Limits.DEFAULT, 2);
    return new Door(settings, Map.of(), line -> {});
  }

  private static ConfigValue.Attributes config(ConfigValue... paths) {
    return new ConfigValue.Attributes(Map.of("paths", new ConfigValue.Elements(List.of(paths))));
  }

  private static ConfigValue text(Object text) {
    return new ConfigValue.Text(text.toString());
  }

  /** Returns the entries, each as its image's format or its error's kind. */
  private Map<String, String> read(Door door, Object... paths) throws IOException {
    List<ConfigValue> texts = new ArrayList<>();
    for (Object path : paths) {
      texts.add(text(path));
    }
    ConfigValue.Attributes config = config(texts.toArray(ConfigValue[]::new));
    ByteString state = source.read(config, door, diagnostics).orElseThrow();
    Map<String, ConfigValue> values = ConfigReader.read(state.toByteArray()).values();
    assertThat(values).containsOnlyKeys("paths", "images", "readable");
    assertThat(values.get("paths")).isEqualTo(config.get("paths"));
    Map<String, String> entries = new TreeMap<>();
    List<ConfigValue> readable = new ArrayList<>();
    attributes(values.getOrDefault("images", NULL))
        .forEach((path, entry) -> {
          ConfigValue image = attributes(entry).getOrDefault("image", NULL);
          ConfigValue error = attributes(entry).getOrDefault("error", NULL);
          assertThat(image instanceof ConfigValue.Null)
              .as("one of both: %s", entry)
              .isNotEqualTo(error instanceof ConfigValue.Null);
          if (error instanceof ConfigValue.Null) {
            readable.add(text(path));
            entries.put(path, string(attributes(image).getOrDefault("format", NULL)));
          } else {
            entries.put(path, string(attributes(error).getOrDefault("kind", NULL)));
            assertThat(string(attributes(error).getOrDefault("message", NULL))).contains(path);
          }
        });
    assertThat(((ConfigValue.Elements) values.getOrDefault("readable", NULL)).elements())
        .containsExactlyInAnyOrderElementsOf(readable);
    return entries;
  }

  private static Map<String, ConfigValue> attributes(ConfigValue value) {
    return ((ConfigValue.Attributes) value).values();
  }

  private static String string(ConfigValue value) {
    return ((ConfigValue.Text) value).text();
  }

  private List<String> told() {
    return diagnostics.list().stream()
        .map(d -> d.getSeverity().name() + " " + d.getSummary() + ": " + d.getDetail())
        .toList();
  }

  @Test
  void whatCannotBeOpenedIsAnEntryLikeAnyOther() throws IOException {
    assertThat(read(door(), folder, folder.resolve("*.raw"), folder + "/missing.raw"))
        .containsExactly(
            Map.entry(folder + "/a.raw", "raw"),
            Map.entry(folder + "/broken.qcow2", "corrupt"),
            Map.entry(folder + "/gone.raw", "missing"),
            Map.entry(folder + "/missing.raw", "missing"),
            Map.entry(folder + "/ä b.img", "raw"));
    assertThat(told()).isEmpty();
  }

  @Test
  void anErrorOfTheBackingFileNamesTheImage() throws IOException {
    Tool.shell(
        "cd '%s'; qemu-img create -q -f qcow2 -u -b base.raw -F raw top.qcow2 1M"
            .formatted(folder));
    assertThat(read(door(), folder + "/top.qcow2"))
        .containsExactly(Map.entry(folder + "/top.qcow2", "missing"));
  }

  @Test
  void warnsAtThePatternThatNothingMatches() throws IOException {
    String odd = folder + "/new\nline*";
    assertThat(read(door(), folder + "/a*", odd, folder + "/x[0-9]")).hasSize(1);
    assertThat(told())
        .containsExactly(
            "WARNING No image was found: " + folder + "/new\\x0aline*: no image matches.",
            "WARNING No image was found: " + folder + "/x[0-9]: no image matches.");
    assertThat(diagnostics.list().getLast().getAttribute().getSteps(0).getAttributeName())
        .isEqualTo("paths");
    assertThat(diagnostics.list().getLast().getAttribute().getSteps(1).getElementKeyInt())
        .isEqualTo(2);
  }

  @Test
  void readsNothingWhereNothingIsNamed() throws IOException {
    assertThat(read(door())).isEmpty();
    assertThat(told()).isEmpty();
  }

  @Test
  void ofRootsTheFirstThatHasAnImageIsIt() throws IOException {
    Path first = Files.createDirectories(folder.resolve("first"));
    Path second = Files.createDirectories(folder.resolve("second"));
    Files.createDirectory(first.resolve("below"));
    Files.createDirectory(second.resolve("below"));
    Files.write(first.resolve("below/a.img"), new byte[4096]);
    byte[] start = {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3, 0, 0};
    Files.write(second.resolve("below/a.img"), start);
    Files.write(second.resolve("below/b.img"), new byte[4096]);
    Door door = door(first, second);
    Map<String, String> both = Map.of("below/a.img", "raw", "below/b.img", "raw");
    assertThat(read(door, "below")).isEqualTo(both);
    assertThat(read(door, "**/*.img")).isEqualTo(both);
    assertThat(read(door, "below/b.img", "c.raw"))
        .isEqualTo(Map.of("below/b.img", "raw", "c.raw", "missing"));
    assertThat(told()).isEmpty();
  }

  @Test
  void outsideOfTheRootsNothingIsListedOrRead() throws IOException {
    Path root = Files.createDirectory(folder.resolve("root"));
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.write(root.resolve("a.raw"), new byte[4096]);
    Files.write(outside.resolve("o.raw"), new byte[4096]);
    Files.createSymbolicLink(root.resolve("link.raw"), outside.resolve("o.raw"));
    Files.createSymbolicLink(root.resolve("way"), outside);
    Door door = door(root);
    assertThat(read(door, ".", "**/*.raw"))
        .isEqualTo(
            Map.of(
                "./a.raw", "raw", "./link.raw", "refused", "a.raw", "raw", "link.raw", "refused"));
    assertThat(told()).isEmpty();
    assertThat(read(door, outside, outside + "/o.raw", "../outside/o.raw", "way/o.raw"))
        .as("whether they are there or not")
        .isEqualTo(
            Map.of(
                outside.toString(),
                "refused",
                outside + "/o.raw",
                "refused",
                "../outside/o.raw",
                "refused",
                "way/o.raw",
                "refused"));
    assertThat(told()).isEmpty();

    assertThat(read(door, outside + "/*", "*/o.raw", "*/*.raw", "../**")).isEmpty();
    String roots = " does not lie in a folder of the provider's image_roots: " + root;
    String links = root + "/link.raw" + roots + "; " + root + "/way" + roots;
    assertThat(told())
        .containsExactly(
            "WARNING No image was found: " + outside + roots + ".",
            "WARNING No image was found: " + links + ".",
            "WARNING No image was found: " + links + ".",
            "WARNING No image was found: " + root + "/.." + roots + ".");
  }

  @Test
  void readsNothingUntilTheRootsAreKnown() throws IOException {
    Settings settings = new Settings(List.of(), false, List.of(), false, null, Limits.DEFAULT, 1);
    Door door = new Door(settings, Map.of(), line -> {});
    assertThat(source.read(config(text(folder)), door, diagnostics)).isEmpty();
    assertThat(told().getFirst()).startsWith("ERROR The provider's image_roots are not known yet");
  }

  @Test
  void whatIsUnknownIsNotCheckedAndWhatIsWrongIsTold() {
    source.check(new ConfigValue.Attributes(Map.of("paths", UNKNOWN)), diagnostics);
    source.check(config(UNKNOWN, text("x")), diagnostics);
    assertThat(told()).isEmpty();
    source.check(config(text("x"), UNKNOWN, NULL, text(""), text("a\0b")), diagnostics);
    assertThat(diagnostics.list().stream().map(Diagnostic::getSummary))
        .containsExactly("No path is named", "No path is named", "Not a path");
    assertThat(
            diagnostics.list().stream().map(d -> d.getAttribute().getSteps(1).getElementKeyInt()))
        .containsExactly(2L, 3L, 4L);
  }

  @Test
  void moreImagesThanAStateShouldHoldAreAnError() throws IOException {
    List<ConfigValue> paths = new ArrayList<>();
    for (int i = 0; i <= ImagesSource.MAX_IMAGES; i++) {
      paths.add(text("no/such/" + i));
    }
    ConfigValue.Attributes config = config(paths.toArray(ConfigValue[]::new));
    assertThat(source.read(config, door(), diagnostics)).isEmpty();
    assertThat(told())
        .containsExactly(
            "ERROR Too many images: no/such/10000: more than 10000 images; name fewer.");
  }

  @Test
  void namesThatTerraformCannotTellApartAreOneEntry() throws IOException {
    Path composed = folder.resolve("\u00e9.img");
    Path decomposed = folder.resolve("e\u0301.img");
    Files.write(decomposed, new byte[4096]);
    assertThat(read(door(), folder + "/[!ab]*.img", folder + "/e*.img"))
        .containsEntry(composed.toString(), "missing")
        .doesNotContainKey(decomposed.toString());
    Files.write(composed, new byte[4096]);
    assertThat(read(door(), folder)).containsEntry(composed.toString(), "raw");
  }

  @Test
  void theStateIsTheSameInEachRun() throws IOException {
    for (int i = 0; i < 200; i++) {
      Files.write(folder.resolve("many" + i + ".raw"), new byte[512 * (i % 7)]);
    }
    ConfigValue.Attributes config = config(text(folder));
    Optional<ByteString> first = source.read(config, door(), diagnostics);
    assertThat(source.read(config, door(), diagnostics)).isEqualTo(first);
    assertThat(diagnostics.list()).isEmpty();
  }

  @Test
  void aStopEndsIt() throws IOException {
    Door door = door();
    door.stop();
    assertThat(source.read(config(text(folder)), door, diagnostics)).isEmpty();
    assertThat(told())
        .containsExactly("ERROR Stopped: Terraform stopped before the image was read.");
  }
}
