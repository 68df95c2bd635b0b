package io.guestkit.terraform.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.terraform.value.ConfigValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages by name, of databases that are written into a tree. */
class PackagesSourceTest {
  private static final ConfigValue NULL = new ConfigValue.Null();

  @TempDir static Path folder;
  private static Path debian;
  private static Path alpine;

  @BeforeAll
  static void make() throws IOException {
    debian =
        TreeDisk.in(folder.resolve("debian"))
            .debian()
            .file(
                "var/lib/dpkg/status",
                deb("libc6", "2.36-9+deb12u10", "amd64", "install ok installed")
                    + deb("libc6", "2.36-9+deb12u10", "i386", "install ok installed")
                    + deb("kernel", "1:10.0-1", "amd64", "install ok installed")
                    + deb("kernel", "1:9.0-1", "i386", "install ok installed")
                    + deb("kernel", "10.0~rc1-1", "all", "install ok installed")
                    + deb("kernel", "no version", "armhf", "install ok installed")
                    + deb("Upper", "1", "all", "install ok unpacked")
                    + deb("removed", "1", "all", "deinstall ok config-files"))
            .image();
    alpine =
        TreeDisk.in(folder.resolve("alpine"))
            .file("etc/os-release", "ID=alpine\nVERSION_ID=3.20\n")
            .file("etc/alpine-release", "3.20.0\n")
            .file("usr/bin/sh", "")
            .file("lib/apk/db/installed", "P:musl\nV:1.2.5-r0\nA:x86_64\n\n")
            .image();
  }

  private static String deb(String name, String version, String arch, String status) {
    return "Package: %s\nStatus: %s\nArchitecture: %s\nVersion: %s\n\n"
        .formatted(name, status, arch, version);
  }

  private static Map<String, ConfigValue> arguments(Path image, String... names) {
    Map<String, ConfigValue> arguments = new HashMap<>();
    arguments.put("path", new ConfigValue.Text(image.toString()));
    arguments.put("names", ConfigValue.texts(List.of(names)));
    return arguments;
  }

  private static Asked read(Path image, String... names) throws IOException {
    return Asked.of(new PackagesSource(), arguments(image, names));
  }

  private static List<String> names(Asked asked) {
    List<String> names = new ArrayList<>();
    for (ConfigValue element : ((ConfigValue.Elements) asked.get("packages")).elements()) {
      names.add(((ConfigValue.Text) ((ConfigValue.Attributes) element).get("name")).text());
    }
    return names;
  }

  private static List<String> versions(Asked asked, String name) {
    return Asked.texts(((ConfigValue.Attributes) asked.get("versions")).get(name));
  }

  @Test
  void givesEveryPackageThatIsInstalled() throws IOException {
    Map<String, ConfigValue> arguments = arguments(debian);
    arguments.put("names", NULL);
    Asked all = Asked.of(new PackagesSource(), arguments);
    assertThat(names(all))
        .containsExactlyInAnyOrder(
            "libc6", "libc6", "kernel", "kernel", "kernel", "kernel", "Upper");
    assertThat(all.texts("missing")).isEmpty();
    assertThat(all.text("package_format")).isEqualTo("deb");
    assertThat(all.get("problems")).isEqualTo(ConfigValue.texts(List.of()));
    assertThat(all.get("names")).isEqualTo(NULL);
  }

  @Test
  void ordersWholeVersionsAsTheirFormatDoes() throws IOException {
    Asked asked = read(debian, "kernel", "libc6");
    assertThat(versions(asked, "kernel"))
        .containsExactly("no version", "10.0~rc1-1", "1:9.0-1", "1:10.0-1");
    assertThat(versions(asked, "libc6")).as("of two architectures").hasSize(1);
    assertThat(names(asked)).hasSize(6);
  }

  @Test
  void takesPatternsAndNamesWhatIsMissing() throws IOException {
    Asked asked = read(debian, "telnetd", "lib*", "libc[0-9]", "upper", "k?rnel", "removed", "z*");
    assertThat(names(asked)).containsOnly("libc6", "kernel").hasSize(6);
    assertThat(asked.texts("missing")).containsExactly("telnetd", "upper", "removed", "z*");
    Asked none = read(debian);
    assertThat(names(none)).isEmpty();
    assertThat(none.texts("missing")).isEmpty();
  }

  @Test
  void addsUpTheSystemsOfAMachine() throws IOException {
    Map<String, ConfigValue> arguments = arguments(debian, "musl", "libc6", "kernel", "x");
    arguments.put("additional_disks", ConfigValue.texts(List.of(alpine.toString())));
    Asked both = Asked.of(new PackagesSource(), arguments);
    assertThat(names(both)).contains("musl", "libc6");
    assertThat(both.get("package_format")).isEqualTo(NULL);
    assertThat(both.texts("missing")).containsExactly("x");
    assertThat(versions(both, "kernel")).hasSize(4);
    assertThat(read(alpine, "musl").text("package_format")).isEqualTo("apk");
    assertThat(versions(read(alpine, "musl"), "musl")).containsExactly("1.2.5-r0");
  }

  @Test
  void findsNothingWhereThereIsNoSystem() throws IOException {
    Path empty = TreeDisk.in(folder.resolve("empty")).file("note", "").image();
    Asked asked = read(empty, "libc6");
    assertThat(names(asked)).isEmpty();
    assertThat(asked.texts("missing")).containsExactly("libc6");
    assertThat(asked.get("package_format")).isEqualTo(NULL);
  }

  @Test
  void checksItsArgumentsBeforeAnythingIsRead() {
    ConfigValue unknown = new ConfigValue.Unknown();
    Map<String, ConfigValue> config = new HashMap<>();
    config.put("path", unknown);
    config.put(
        "names", new ConfigValue.Elements(Arrays.asList(unknown, new ConfigValue.Text(""), NULL)));
    assertThat(Asked.checked(new PackagesSource(), config))
        .containsExactly("names[1]: No package is named", "names[2]: No package is named");
    config.put("names", unknown);
    assertThat(Asked.checked(new PackagesSource(), config)).isEmpty();
  }
}
