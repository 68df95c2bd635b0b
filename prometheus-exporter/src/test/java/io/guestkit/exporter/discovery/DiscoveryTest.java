package io.guestkit.exporter.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.config.Roots;
import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.log.LogFormat;
import io.guestkit.exporter.log.LogLevel;
import io.guestkit.exporter.own.OwnMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
  @TempDir Path dir;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final OwnMetrics own = new OwnMetrics();

  private Path file(String path) throws IOException {
    Path file = dir.resolve(path);
    Files.createDirectories(file.resolve(".."));
    return Files.createFile(file);
  }

  private Root root(String name, String path, List<String> include, List<String> exclude) {
    return new Root(name, dir.resolve(path), List.of(), include, exclude, null);
  }

  private List<Target> found(Root... roots) {
    Log log =
        Log.to(
            new PrintStream(said, true, StandardCharsets.UTF_8), LogLevel.DEBUG, LogFormat.LOGFMT);
    return new Discovery(own, log).images(new Roots(List.of(roots)));
  }

  private static List<String> names(List<Target> images) {
    return images.stream().map(image -> image.root().name() + ":" + image.image()).toList();
  }

  private double sample(String name, String root) {
    return own.families().stream()
        .flatMap(family -> family.samples.stream())
        .filter(sample -> sample.name.equals(name) && sample.labelValues.contains(root))
        .findAny()
        .orElseThrow()
        .value;
  }

  @Test
  void findsWhatIsNamedAsAnImageAtAnyDepth() throws IOException {
    for (String path :
        List.of("r/b.qcow2", "r/a.VMDK", "r/deep/er/c.raw", "r/notes.txt", "r/.hidden.raw")) {
      file(path);
    }
    assertThat(names(found(root("r", "r", List.of(), List.of()))))
        .containsExactly("r:a.VMDK", "r:b.qcow2", "r:deep/er/c.raw");
    assertThat(sample("guestkit_exporter_images_discovered", "r")).isEqualTo(3);
    assertThat(sample("guestkit_exporter_discovery_errors_total", "r")).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aRootWithoutImagesIsNoError() throws IOException {
    file("r/notes.txt");
    file("s/x.raw");
    List<Target> found =
        found(root("r", "r", List.of(), List.of()), root("s", "s", List.of("*.qcow2"), List.of()));
    assertThat(names(found)).isEmpty();
    assertThat(sample("guestkit_exporter_discovery_errors_total", "s")).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void takesThePatternsOfARoot() throws IOException {
    for (String path :
        List.of("r/vm1/disk0", "r/vm1/disk1", "r/vm1/old/disk0", "r/vm2/disk0", "r/vm2/x.raw")) {
      file(path);
    }
    assertThat(names(found(root("r", "r", List.of("**/disk0"), List.of("**/old/**")))))
        .containsExactly("r:vm1/disk0", "r:vm2/disk0");
  }

  @Test
  void leavesAnImageToItsDeepestRootAndToNoneOutside() throws IOException {
    file("r/a.raw");
    file("r/deep/b.raw");
    Path outside = file("outside/c.raw");
    Files.createSymbolicLink(dir.resolve("r/file-outside.raw"), outside);
    Files.createSymbolicLink(dir.resolve("r/folder-outside"), dir.resolve("outside"));
    Files.createSymbolicLink(dir.resolve("r/inside.raw"), Path.of("deep/b.raw"));
    List<Target> found =
        found(root("r", "r", List.of(), List.of()), root("deep", "r/deep", List.of(), List.of()));
    assertThat(names(found)).containsExactly("r:a.raw", "r:inside.raw", "deep:b.raw");
  }

  @Test
  void saysWhereItCouldNotLook() throws IOException {
    file("r/vm/x/a.raw");
    file("outside/x/b.raw");
    Files.createSymbolicLink(dir.resolve("r/link"), dir.resolve("outside"));
    Root root = root("r", "r", List.of("*/x/*.raw"), List.of());
    assertThat(names(found(root))).containsExactly("r:vm/x/a.raw");
    assertThat(sample("guestkit_exporter_discovery_errors_total", "r")).isEqualTo(1);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("leads outside of the root");
  }
}
