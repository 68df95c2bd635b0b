package io.guestkit.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFilesTest {
  /** More than is read past the cache where nothing is held. */
  private static final int SIZE = 2 * FileSource.UNCACHED_READ + 5;

  @TempDir Path folder;
  private final BlockCache cache = new BlockCache(64 << 20);
  private Path file = Path.of("");
  private byte[] content = new byte[0];

  @BeforeEach
  void makeFile() throws IOException {
    content = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      content[i] = (byte) ((i * 31) >>> 3);
    }
    file = Files.write(folder.resolve("base"), content);
  }

  private FileSource open(Object identity) throws IOException {
    ReadSession session = ReadSession.of(Budget.withoutDeadline(), cache);
    return FileSource.of(file, FileChannel.open(file), session, host -> identity);
  }

  /** Returns the bytes that were read of the host for all of the file. */
  private long read(FileSource source) throws IOException {
    long before = source.session().counter().bytes();
    assertThat(source.readBytes(0, SIZE)).isEqualTo(content);
    for (int offset = 0; offset < SIZE; offset += 5000) {
      byte[] block = source.block(offset);
      assertThat(block[offset % FileSource.CACHE_BLOCK]).isEqualTo(content[offset]);
    }
    return source.session().counter().bytes() - before;
  }

  @Test
  void readsAFileOnceWhileItIsHeld() throws IOException {
    cache.sharedFiles().hold();
    try (FileSource one = open("a");
        FileSource other = open("a");
        FileSource changed = open("b")) {
      assertThat(read(one)).isEqualTo(SIZE);
      assertThat(read(other)).isZero();
      assertThat(read(changed)).isEqualTo(SIZE);
    }
    try (FileSource later = open("a")) {
      assertThat(read(later)).isZero();
    }
    assertThat(cache.usedBytes()).isEqualTo(2 * SIZE);
    cache.sharedFiles().endHold();
    assertThat(cache.usedBytes()).isZero();
    try (FileSource later = open("a")) {
      assertThat(read(later)).isPositive();
    }
  }

  @Test
  void sharesWhatWasDecoded() throws IOException {
    try (FileSource one = open("a");
        FileSource other = open("a");
        FileSource changed = open("b")) {
      byte[] plain = {1, 2, 3};
      one.keepDecoded(0, plain);
      assertThat(other.decoded(0)).isNull(); // while it is noted what is read, all is read
      for (FileSource source : List.of(one, other, changed)) {
        source.session().reads().end();
      }
      assertThat(other.decoded(0)).isSameAs(plain);
      assertThat(other.decoded(1)).isNull();
      assertThat(changed.decoded(0)).isNull();
      assertThat(other.block(0)).hasSize(FileSource.CACHE_BLOCK);
      assertThat(one.decoded(0)).isSameAs(plain);
    }
    assertThat(cache.usedBytes()).isZero();
  }

  @Test
  void forgetsWithTheLastUser() throws IOException {
    FileSource one = open("a");
    FileSource other = open("a");
    one.block(0);
    one.close();
    one.close();
    assertThat(cache.usedBytes()).isPositive();
    other.close();
    assertThat(cache.usedBytes()).isZero();
  }

  @Test
  void holdsSoManyFilesWithoutAUser() throws IOException {
    cache.sharedFiles().hold();
    try (FileSource used = open("used")) {
      used.block(0);
      for (int i = 0; i < 100; i++) {
        try (FileSource source = open(i)) {
          source.block(0);
        }
      }
      assertThat(cache.usedBytes()).isEqualTo(65L * FileSource.CACHE_BLOCK);
      try (FileSource last = open(99);
          FileSource first = open(0)) {
        last.block(0);
        used.block(0);
        first.block(0);
        assertThat(last.session().counter().bytes()).isZero();
        assertThat(first.session().counter().bytes()).isPositive();
      }
    }
    cache.sharedFiles().endHold();
    assertThat(cache.usedBytes()).isZero();
  }
}
