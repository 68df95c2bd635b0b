package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.FileDiffOptions.Content;
import io.guestkit.FileDiffOptions.DirectoryTimes;
import io.guestkit.block.ImageException;
import io.guestkit.report.FileChange;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileDiffTest {
  private static final FileDiffOptions BYTES =
      new FileDiffOptions(Content.BY_BYTES, DirectoryTimes.LEFT_ASIDE);

  private static List<String> diff(
      MemoryFilesystem before, MemoryFilesystem after, FileDiffOptions options) throws IOException {
    List<String> lines = new ArrayList<>();
    GuestKit.diffFiles(
        MemoryGuests.files(before),
        MemoryGuests.files(after),
        "/",
        options,
        new FileDiffSink() {
          @Override
          public void changed(FileChange change) {
            lines.add(change.change() + " " + change.path() + " " + change.changed());
          }

          @Override
          public void unreadable(String path, ImageException why) {
            lines.add(why.kind() + " " + path);
          }
        });
    return lines;
  }

  private static MemoryFilesystem tree() {
    return MemoryFilesystem.create()
        .file("/a/one", "1")
        .file("/a/two", "2")
        .directory("/a.d")
        .link("/link", "a")
        .file("/z", "end");
  }

  @Test
  void findsNothingBetweenEqualTrees() throws IOException {
    assertThat(diff(tree(), tree(), BYTES)).isEmpty();
  }

  @Test
  void findsWhatWasAddedAndRemovedByPath() throws IOException {
    MemoryFilesystem after =
        MemoryFilesystem.create()
            .file("/a/one", "1")
            .file("/a.d/new", "")
            .file("/a-", "")
            .link("/link", "b")
            .file("/z", "END");
    assertThat(diff(tree(), after, BYTES))
        .containsExactly(
            "removed /a/two []",
            "added /a- []",
            "added /a.d/new []",
            "changed /link [target]",
            "changed /z [content]");
    assertThat(diff(tree(), after, FileDiffOptions.DEFAULT)).doesNotContain("changed /z [content]");
  }

  @Test
  void findsSizesWithoutReading() throws IOException {
    MemoryFilesystem after = tree().file("/z", "longer").broken("/z");
    assertThat(diff(tree().broken("/z"), after, BYTES))
        .containsExactly("changed /z [size, content]");
  }

  @Test
  void anotherTypeIsAChangeAndWhatWasBelowIsGone() throws IOException {
    MemoryFilesystem after = tree().file("/a", "");
    assertThat(diff(tree(), after, BYTES))
        .containsExactly("changed /a [type, mode]", "removed /a/one []", "removed /a/two []");
    assertThat(diff(after, tree(), BYTES))
        .containsExactly("changed /a [type, mode]", "added /a/one []", "added /a/two []");
  }

  @Test
  void saysNothingOfWhatOneSideCannotRead() throws IOException {
    MemoryFilesystem damaged = tree().broken("/a").lost("/a.d").file("/new", "");
    assertThat(diff(damaged, tree(), BYTES))
        .containsExactly("corrupt /a", "corrupt /a.d", "removed /new []");
    assertThat(diff(tree(), damaged, BYTES))
        .containsExactly("corrupt /a", "corrupt /a.d", "added /new []");
  }

  @Test
  void saysNothingOfManyLostNamesInARow() throws IOException {
    MemoryFilesystem damaged = tree().lost("/a/one").lost("/a/two").lost("/a.d").lost("/z");
    assertThat(diff(damaged, tree(), BYTES))
        .containsExactlyInAnyOrder(
            "corrupt /a/one", "corrupt /a/two", "corrupt /a.d", "corrupt /z");
    assertThat(diff(damaged, damaged, BYTES)).hasSize(8);
  }

  @Test
  void aContentOrTargetThatCannotBeReadIsNoChange() throws IOException {
    MemoryFilesystem damaged = tree().broken("/z").broken("/link");
    assertThat(diff(tree(), damaged, BYTES)).containsExactly("corrupt /link", "corrupt /z");
  }

  @Test
  void aFurtherNameOfAFileIsNoChangeOfIt() throws IOException {
    MemoryFilesystem after = tree().name("/a.d", "hard", "/z");
    assertThat(diff(tree(), after, BYTES)).containsExactly("added /a.d/hard []");
  }

  @Test
  void findsADifferenceAfterAnEqualPart() throws IOException {
    byte[] was = new byte[3 << 20];
    byte[] is = was.clone();
    is[is.length - 1] = 1;
    assertThat(
            diff(
                MemoryFilesystem.create().file("/big", was),
                MemoryFilesystem.create().file("/big", is),
                BYTES))
        .containsExactly("changed /big [content]");
  }
}
