package io.guestkit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.guestkit.block.BlockCache;
import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.ReadSession;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Feeds a reader with damaged copies of an image. Each must end in a value or an {@link
 * ImageException} within its budget.
 */
public final class Mutations {
  /** Mutations per image: a campaign sets the property higher. */
  private static final int COUNT = Integer.getInteger("guestkit.mutations", 300);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** 12: deeper than any image that is damaged here. */
  private static final int MAX_DEPTH = 12;

  private static final int MAX_READ = 64 << 10;
  private static final int[] INTERESTING = {0, 1, 0x7f, 0x80, 0xff, 0xfe, 0x40, 0x20};

  private Mutations() {}

  /** Reads an image in full: opens it and walks everything that it can reach. */
  @FunctionalInterface
  public interface Reader {
    /** Reads the bytes with a session. */
    void read(byte[] image, ReadSession session) throws Exception;
  }

  /**
   * Runs the mutations of one image.
   *
   * @param hot byte ranges, {@code [from, to)}, in which most of the damage is done: the metadata
   */
  public static void run(byte[] image, List<int[]> hot, Reader reader) {
    for (int seed = 0; seed < COUNT; seed++) {
      byte[] damaged = mutate(image, hot, new Random(seed));
      ReadSession session =
          ReadSession.of(
              new Budget(TIMEOUT, Budget.DEFAULT_MEMORY_BYTES, 1_000_000), new BlockCache(8 << 20));
      long start = System.nanoTime();
      try {
        reader.read(damaged, session);
      } catch (ImageException expected) {
        assertThat(expected.getMessage()).as("seed %d", seed).isNotBlank();
      } catch (Exception | StackOverflowError | OutOfMemoryError e) {
        fail("seed " + seed + " ended in " + e, e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("seed %d", seed)
          .isLessThan(TIMEOUT.plusSeconds(1));
    }
  }

  /** Reads all that a filesystem leads to; what cannot be read does not end it. */
  public static void walk(Filesystem filesystem, FileEntry directory, Budget budget)
      throws IOException {
    walk(filesystem, directory, budget, 0);
  }

  private static void walk(Filesystem filesystem, FileEntry directory, Budget budget, int depth)
      throws IOException {
    for (DirectoryEntry name : filesystem.list(directory)) {
      budget.countEntries(1);
      attempt(() -> filesystem.find(directory, name.name()));
      attempt(() -> {
        FileEntry entry = filesystem.entry(name);
        attempt(() -> filesystem.extendedAttributes(entry));
        if (entry.type() == FileType.DIRECTORY && depth < MAX_DEPTH) {
          attempt(() -> walk(filesystem, entry, budget, depth + 1));
        } else if (entry.type() == FileType.SYMLINK) {
          filesystem.target(entry);
        } else if (entry.type() == FileType.REGULAR) {
          readSome(filesystem.content(entry));
        }
      });
    }
  }

  private static void readSome(BlockSource content) throws IOException {
    long at = 0;
    for (int extents = 0; at < content.size() && extents < 64; extents++) {
      long length = content.extentAt(at).length();
      content.readBytes(at, (int) Math.min(length, MAX_READ));
      at += length;
    }
  }

  /** A step after whose failure the rest can still be read. */
  @FunctionalInterface
  public interface Step {
    /** Takes it. */
    void run() throws IOException;
  }

  /** Takes a step that may fail for what the image holds. */
  public static void attempt(Step step) throws IOException {
    try {
      step.run();
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      // what follows can still be read
    }
  }

  private static byte[] mutate(byte[] image, List<int[]> hot, Random random) {
    byte[] damaged = image.clone();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      int[] range =
          hot.isEmpty() || random.nextInt(8) == 0
              ? new int[] {0, image.length}
              : hot.get(random.nextInt(hot.size()));
      int at = range[0] + random.nextInt(range[1] - range[0]);
      int width = 1 << random.nextInt(4);
      int value = INTERESTING[random.nextInt(INTERESTING.length)];
      for (int j = at; j < Math.min(at + width, damaged.length); j++) {
        damaged[j] = (byte) (random.nextBoolean() ? value : random.nextInt(256));
      }
    }
    return damaged;
  }
}
