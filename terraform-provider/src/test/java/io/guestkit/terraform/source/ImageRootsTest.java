package io.guestkit.terraform.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.terraform.source.Diagnostics.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRootsTest {
  @TempDir Path folder;
  private Path first;
  private Path second;
  private Path outside;
  private final Diagnostics diagnostics = new Diagnostics();

  @BeforeEach
  void make() throws IOException {
    first = Files.createDirectory(folder.resolve("first"));
    second = Files.createDirectory(folder.resolve("second"));
    Files.createDirectory(second.resolve("below"));
    outside = Files.createFile(folder.resolve("outside.raw"));
    Files.createFile(second.resolve("below/a.raw"));
    Files.createSymbolicLink(second.resolve("link.raw"), outside);
    Files.createSymbolicLink(folder.resolve("way"), second);
  }

  private Optional<Path> find(Path path) {
    return new ImageRoots(List.of(first, second), true)
        .find(path, Place.attribute("path"), diagnostics);
  }

  @Test
  void looksARelativePathUpInEachRoot() {
    assertThat(find(Path.of("below/a.raw"))).contains(second.resolve("below/a.raw"));
    assertThat(find(Path.of("missing.raw"))).contains(first.resolve("missing.raw"));
    assertThat(diagnostics.list()).isEmpty();
  }

  @Test
  void letsAFileInsideBeReadByWhateverPathLeadsThere() {
    Path image = second.resolve("below/a.raw");
    assertThat(find(image)).contains(image);
    Path way = folder.resolve("way/below/a.raw");
    assertThat(find(way)).contains(way);
    Path detour = first.resolve("../second/below/a.raw");
    assertThat(find(detour)).contains(detour);
    assertThat(diagnostics.list()).isEmpty();
  }

  @Test
  void refusesWhatLeadsOutside() {
    for (Path path :
        List.of(
            outside,
            folder.resolve("missing.raw"),
            Path.of("../outside.raw"),
            Path.of("link.raw"),
            first.resolve("../outside.raw"))) {
      Diagnostics told = new Diagnostics();
      assertThat(
              new ImageRoots(List.of(first, second), true)
                  .find(path, Place.attribute("path"), told))
          .as(path.toString())
          .isEmpty();
      assertThat(told.list().getFirst().getDetail()).contains(first + ", " + second);
    }
  }

  @Test
  void readsNothingUntilTheyAreKnown() {
    ImageRoots unknown = new ImageRoots(List.of(), false);
    assertThat(unknown.find(outside, Place.attribute("path"), diagnostics)).isEmpty();
    assertThat(diagnostics.list().getFirst().getSummary()).contains("not known yet");
  }
}
