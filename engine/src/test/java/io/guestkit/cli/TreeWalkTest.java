package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.GuestFiles;
import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.report.FileInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeWalkTest {

  private static FileInfo directory(String path, long inode) {
    Instant time = Instant.EPOCH;
    return new FileInfo(
        path, "directory", "0755", 0, 0, 0, 0, 2, inode, "/dev/sda", time, null, null, null, null);
  }

  /** A guest whose directories all hold the same two directories. */
  private static class Looping implements GuestFiles {
    @Override
    public FileInfo stat(String path) {
      return directory(path, 2);
    }

    @Override
    public List<FileInfo> list(String path) throws IOException {
      if (path.endsWith("/bad")) {
        throw new CorruptImageException("directory", 12, "broken");
      }
      return List.of(
          directory(path + "/a", 2), directory(path + "/b", 3), directory(path + "/bad", 4));
    }

    @Override
    public BlockSource content(String path) {
      throw new IllegalStateException(path);
    }

    @Override
    public void close() {}
  }

  @Test
  void endsInATreeThatContainsItselfAndSaysSo() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            OutputStream.nullOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            Map.of());
    List<String> visited = new ArrayList<>();
    GuestFiles files = new Looping();
    int status = TreeWalk.below(files.list(""), files, streams, file -> visited.add(file.path()));
    assertThat(status).isEqualTo(Main.FAILED);
    assertThat(visited).hasSizeLessThan(100).startsWith("/a", "/a/a");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("a directory that contains itself", "directory at offset 12: broken");
  }
}
