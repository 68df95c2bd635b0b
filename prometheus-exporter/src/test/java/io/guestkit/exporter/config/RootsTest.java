package io.guestkit.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootsTest {
  @TempDir Path temp;

  private Path dir;
  private Roots roots;

  @BeforeEach
  void makeFolders() throws IOException {
    dir = temp.toRealPath();
    for (String name : List.of("images/deep", "images-too", "other", "outside")) {
      Files.createDirectories(dir.resolve(name));
    }
    Files.createFile(dir.resolve("images/a b.raw"));
    Files.createFile(dir.resolve("images/deep/c.raw"));
    Files.createFile(dir.resolve("images-too/d.raw"));
    Files.createFile(dir.resolve("other/e.raw"));
    Files.createFile(dir.resolve("outside/secret"));
    link("images/inside", "deep/c.raw");
    link("images/to-other", "../other/e.raw");
    link("images/out", "../outside/secret");
    link("images/out-dir", "../outside");
    link("images/out-dangling", "../outside/none");
    link("images/out-absolute", dir.resolve("outside/none").toString());
    link("images/dangling", "deep/none");
    link("images/loop", "loop");
    link("link-to-images", "images");
    roots =
        new Roots(
            List.of(
                new Root("images", dir.resolve("images"), List.of(), List.of(), List.of(), null),
                new Root("deep", dir.resolve("images/deep"), List.of(), List.of(), List.of(), null),
                new Root("other", dir.resolve("other"), List.of(), List.of(), List.of(), null),
                new Root(
                    "linked",
                    dir.resolve("link-to-images"),
                    List.of(),
                    List.of(),
                    List.of(),
                    null)));
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(dir.resolve(name), Path.of(target));
  }

  private Target resolve(String path) throws RefusedTargetException {
    return roots.resolve(dir + "/" + path);
  }

  @Test
  void takesTheDeepestRootAndNamesTheImageAsItWasAskedFor() throws Exception {
    assertThat(resolve("images/a b.raw").image()).isEqualTo("a b.raw");
    assertThat(resolve("images/./x/../a b.raw").image()).isEqualTo("a b.raw");
    assertThat(resolve("images/deep/c.raw").root().name()).isEqualTo("deep");
    assertThat(resolve("images/deep/../a b.raw").root().name()).isEqualTo("images");
  }

  @Test
  void followsLinksThatStayInTheRoots() throws Exception {
    assertThat(resolve("images/inside"))
        .isEqualTo(new Target(roots.roots().get(0), "inside", dir.resolve("images/deep/c.raw")));
    assertThat(resolve("images/to-other").path()).isEqualTo(dir.resolve("other/e.raw"));
    assertThat(resolve("link-to-images/a b.raw"))
        .isEqualTo(new Target(roots.roots().get(3), "a b.raw", dir.resolve("images/a b.raw")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"images/none", "images/none/at/all", "images/dangling", "images/out-dir/../a"})
  void whatIsNotThereMayBeAskedFor(String path) throws Exception {
    assertThat(resolve(path).path()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outside/secret",
        "images-too/d.raw",
        "images",
        "images/",
        "images/..",
        "images/../outside/secret",
        "images/deep/../../outside/secret",
        "images/out",
        "images/out-dir/secret",
        "images/out-dir/none",
        "images/out-dir/none/at/all",
        "images/out-dangling",
        "images/out-absolute",
      })
  void refusesWhatLeadsOutWhetherItIsThereOrNot(String path) {
    assertThatExceptionOfType(RefusedTargetException.class)
        .isThrownBy(() -> resolve(path))
        .withMessage("target %s/%s is not below a root of the configuration".formatted(dir, path));
  }

  @Test
  void refusesWhatIsNoAbsolutePath() {
    assertThatExceptionOfType(RefusedTargetException.class)
        .isThrownBy(() -> roots.resolve("a.raw"))
        .withMessageContaining("absolute");
    assertThatExceptionOfType(RefusedTargetException.class)
        .isThrownBy(() -> roots.resolve("/a\0b"))
        .withMessageContaining("no path");
    assertThatExceptionOfType(RefusedTargetException.class)
        .isThrownBy(() -> resolve("images/loop"))
        .withMessageContaining("lead nowhere");
  }
}
