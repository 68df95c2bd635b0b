package io.guestkit.filesystem.btrfs.content;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.btrfs.chunk.LogicalSpace;
import io.guestkit.filesystem.btrfs.file.Roots;
import io.guestkit.filesystem.btrfs.superblock.Superblock;
import io.guestkit.filesystem.btrfs.tree.Keys;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads data by its address and checks it; what one copy has wrong is taken from the next. */
final class DataReader {
  /** 1 MiB: bounds what is held to check a read that is not whole sectors. */
  private static final int PIECE = 1 << 20;

  private final LogicalSpace space;
  private final Roots roots;
  private final int sectorSize;
  private volatile @Nullable DataChecksums checksums;

  DataReader(Roots roots) {
    this.roots = roots;
    this.space = roots.nodes().space();
    this.sectorSize = roots.nodes().superblock().sectorSize();
  }

  LogicalSpace space() {
    return space;
  }

  int sectorSize() {
    return sectorSize;
  }

  private DataChecksums checksums() throws IOException {
    DataChecksums known = checksums;
    if (known == null) {
      Superblock superblock = roots.nodes().superblock();
      known = new DataChecksums(roots.open(Keys.CHECKSUM_TREE), superblock.checksum(), sectorSize);
      checksums = known;
    }
    return known;
  }

  /**
   * Returns whether whole sectors are what their checksums say.
   *
   * @param at where they start in the bytes
   */
  boolean isSound(byte[] bytes, int at, long address, int length) throws IOException {
    return checksums().firstBad(bytes, at, address, length) == length;
  }

  /** Fills the target from an address, unchecked. */
  void read(long address, ByteBuffer target) throws IOException {
    space.readAny(address, target);
  }

  /**
   * Fills the target from an address.
   *
   * @param file its name, for messages
   * @param fileOffset where the address is in the file
   * @throws CorruptImageException if no copy of a sector is what its checksum says
   */
  void readChecked(String file, long fileOffset, long address, ByteBuffer target)
      throws IOException {
    long position = address;
    while (target.hasRemaining()) {
      int head = (int) (position % sectorSize);
      int wanted = Math.min(target.remaining(), PIECE - head);
      int whole = Math.ceilDiv(head + wanted, sectorSize) * sectorSize;
      long offset = fileOffset + (position - address) - head;
      if (target.hasArray() && whole == wanted) {
        int at = target.arrayOffset() + target.position();
        fill(file, offset, position, target.array(), at, whole);
        target.position(target.position() + wanted);
      } else {
        byte[] sectors = new byte[whole];
        fill(file, offset, position - head, sectors, 0, whole);
        target.put(sectors, head, wanted);
      }
      position += wanted;
    }
  }

  /** Fills whole sectors, each from the first copy that holds. */
  private void fill(String file, long fileOffset, long address, byte[] bytes, int at, int length)
      throws IOException {
    int sound = 0;
    if (canRead(address, ByteBuffer.wrap(bytes, at, length).slice())) {
      sound = checksums().firstBad(bytes, at, address, length);
    }
    while (sound < length) {
      mend(file, fileOffset + sound, address + sound, bytes, at + sound);
      sound += sectorSize;
      if (sound < length) {
        sound += checksums().firstBad(bytes, at + sound, address + sound, length - sound);
      }
    }
  }

  private boolean canRead(long address, ByteBuffer target) throws IOException {
    try {
      space.readAny(address, target);
      return true;
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      return false; // sectors are read one by one, and say what is wrong
    }
  }

  private void mend(String file, long fileOffset, long address, byte[] bytes, int at)
      throws IOException {
    @Nullable ImageException why = null;
    boolean wasRead = false;
    int copies = space.chunk(address).copies();
    for (int copy = 0; copy < copies; copy++) {
      try {
        space.read(address, copy, ByteBuffer.wrap(bytes, at, sectorSize).slice());
        wasRead = true;
        if (isSound(bytes, at, address, sectorSize)) {
          return;
        }
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        why = why == null ? e : why;
      }
    }
    if (wasRead || why == null) {
      throw new CorruptImageException(
          file, fileOffset, "the checksum of the data at %d is wrong".formatted(address));
    }
    throw why;
  }
}
