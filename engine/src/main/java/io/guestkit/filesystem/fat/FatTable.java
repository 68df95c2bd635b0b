package io.guestkit.filesystem.fat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The FAT in use: for each cluster the next of its chain. Little-endian; two entries of FAT12 share
 * three bytes. Source: FAT32 File System Specification 1.03, "FAT Data Structure".
 */
final class FatTable {
  /** Entries 0 and 1 hold the media byte and the volume's state. */
  static final int FIRST = 2;

  /** A chain's last cluster. */
  static final int END = -1;

  /** 2048: a read of 3, 4 or 8 KiB, and no entry of FAT12 crosses its end. */
  private static final int WINDOW_ENTRIES = 2048;

  /** 64 windows: the largest FAT16 in two reads, and few reads for a FAT32. */
  private static final int COUNT_ENTRIES = 64 * WINDOW_ENTRIES;

  /** Entries that were read together; each walker of a chain has its own. */
  static final class Window {
    private long first;
    private int count;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
  }

  private final BlockSource volume;
  private final FatBootSector boot;
  private final long end;

  FatTable(BlockSource volume, FatBootSector boot) {
    this.volume = volume;
    this.boot = boot;
    this.end = boot.clusters() + FIRST;
  }

  /** Returns whether a number is that of a cluster of this volume. */
  boolean holds(long cluster) {
    return cluster >= FIRST && cluster < end;
  }

  /**
   * Returns the cluster after one, or {@link #END}.
   *
   * @throws CorruptImageException if the entry leads to no cluster
   */
  int next(int cluster, Window window) throws IOException {
    int next = entry(cluster, window);
    if (next >= boot.type().bad()) {
      return END;
    }
    if (!holds(next)) {
      throw corrupt(cluster, "cluster %d is followed by %d".formatted(cluster, next));
    }
    return next;
  }

  /** Returns the exception that says that the entry of a cluster is wrong. */
  CorruptImageException corrupt(int cluster, String what) {
    return new CorruptImageException("FAT of " + volume.name(), entryOffset(cluster), what);
  }

  /** Returns whether the entry of the volume's state says that it was unmounted. */
  boolean clean() throws IOException {
    int state = entry(1, new Window());
    return switch (boot.type()) {
      case FAT12 -> true;
      case FAT16 -> (state & 0x8000) != 0;
      case FAT32 -> (state & 0x800_0000) != 0;
    };
  }

  /** Returns how many clusters are free, by reading what is stored of the FAT. */
  long countFree() throws IOException {
    long free = 0;
    Window window = new Window();
    long cluster = FIRST;
    while (cluster < end) {
      long zeros = Math.min(end - cluster, zeroEntries(cluster));
      if (zeros > 0) {
        free += zeros;
        cluster += zeros;
        continue;
      }
      load(window, cluster / COUNT_ENTRIES * COUNT_ENTRIES, COUNT_ENTRIES);
      long stop = Math.min(end, window.first + window.count);
      free += countFree(window, (int) (cluster - window.first), (int) (stop - window.first));
      cluster = stop;
    }
    return free;
  }

  /** Counts free entries; bytes are compared as they stand, as there are many and it runs cold. */
  private int countFree(Window window, int from, int to) {
    byte[] b = window.bytes.array();
    int free = 0;
    switch (boot.type()) {
      case FAT12 -> {
        for (int i = from; i < to; i++) {
          free += decode(window, i) == 0 ? 1 : 0;
        }
      }
      case FAT16 -> {
        for (int at = from * 2; at < to * 2; at += 2) {
          free += (b[at] | b[at + 1]) == 0 ? 1 : 0;
        }
      }
      case FAT32 -> {
        for (int at = from * 4; at < to * 4; at += 4) {
          free += (b[at] | b[at + 1] | b[at + 2] | (b[at + 3] & 0x0f)) == 0 ? 1 : 0;
        }
      }
    }
    return free;
  }

  /** Returns how many entries from one on are known to be zero without being read. */
  private long zeroEntries(long cluster) throws IOException {
    Extent extent = volume.extentAt(entryOffset(cluster));
    return extent.kind() == Extent.Kind.ZERO
        ? Math.max(0, extent.length() * 8 / boot.type().bits() - 1)
        : 0;
  }

  private long entryOffset(long cluster) {
    return boot.fatOffset() + cluster * boot.type().bits() / 8;
  }

  private int entry(int cluster, Window window) throws IOException {
    if (cluster < window.first || cluster >= window.first + window.count) {
      load(window, cluster / WINDOW_ENTRIES * (long) WINDOW_ENTRIES, WINDOW_ENTRIES);
    }
    return decode(window, (int) (cluster - window.first));
  }

  /** Loads entries; the first is even, so that on FAT12 it starts a byte. */
  private void load(Window window, long first, int count) throws IOException {
    int bits = boot.type().bits();
    long start = first * bits / 8;
    int length = (int) Math.min((long) count * bits / 8, boot.fatBytes() - start);
    ByteBuffer bytes =
        window.bytes.capacity() == length
            ? window.bytes.clear()
            : ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    volume.session().budget().check();
    window.count = 0; // until the read is done
    volume.readFully(boot.fatOffset() + start, bytes);
    window.bytes = bytes;
    window.first = first;
    window.count = (int) (length * 8L / bits);
  }

  private int decode(Window window, int index) {
    int value =
        switch (boot.type()) {
          case FAT12 -> window.bytes.getShort(index + (index >> 1)) >> ((index & 1) * 4);
          case FAT16 -> window.bytes.getShort(index * 2);
          case FAT32 -> window.bytes.getInt(index * 4);
        };
    return value & boot.type().mask();
  }
}
