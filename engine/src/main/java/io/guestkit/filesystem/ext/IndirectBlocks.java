package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Block pointers of a file, 32-bit little-endian: twelve in the inode, then those of one indirect,
 * one double and one triple indirect block. Source: Linux Documentation/filesystems/ext4, "Direct/
 * Indirect Block Addressing". Remembers the pointer block of the last look-up.
 */
final class IndirectBlocks implements BlockMap {
  private static final int DIRECT = 12;
  private static final int MAX_LEVELS = 3;
  private static final int POINTER = 4;

  private final BlockSource volume;
  private final Superblock superblock;
  private final Struct inode;
  private volatile @Nullable Pointers pointers;

  /** A block of pointers to blocks of the file. */
  private record Pointers(long block, Struct struct) {}

  /**
   * Makes the map.
   *
   * @param inode the 60 bytes of the inode that hold the pointers
   */
  IndirectBlocks(BlockSource volume, Superblock superblock, Struct inode) {
    this.volume = volume;
    this.superblock = superblock;
    this.inode = inode;
  }

  @Override
  public Run at(long logical) throws IOException {
    if (logical < DIRECT) {
      return run(inode, (int) logical, DIRECT);
    }
    long within = logical - DIRECT;
    long perBlock = superblock.blockSize() / POINTER;
    long covered = 1;
    for (int level = 1; level <= MAX_LEVELS; level++) {
      covered *= perBlock;
      if (within < covered) {
        return indirect(within, level, covered);
      }
      within -= covered;
    }
    return Run.hole(Long.MAX_VALUE - logical);
  }

  private Run indirect(long within, int levels, long covered) throws IOException {
    long perBlock = superblock.blockSize() / POINTER;
    long span = covered;
    long block = pointer(inode, DIRECT + levels - 1);
    for (int level = levels; level > 1 && block != 0; level--) {
      span /= perBlock;
      long offset = block * superblock.blockSize() + within / span % perBlock * POINTER;
      block = pointer(Struct.littleEndian("indirect block", volume, offset, POINTER), 0);
    }
    if (block == 0) {
      return Run.hole(span - within % span);
    }
    return run(load(block), (int) (within % perBlock), (int) perBlock);
  }

  private Struct load(long block) throws IOException {
    Pointers last = pointers;
    if (last == null || last.block != block) {
      long offset = block * superblock.blockSize();
      int length = superblock.blockSize();
      last = new Pointers(block, Struct.littleEndian("indirect block", volume, offset, length));
      pointers = last;
    }
    return last.struct;
  }

  private Run run(Struct s, int index, int end) throws IOException {
    long first = pointer(s, index);
    int next = index + 1;
    while (next < end && s.u32(next * POINTER) == (first == 0 ? 0 : first + next - index)) {
      next++;
    }
    int count = next - index;
    s.check(
        first == 0 || superblock.holds(first, count), index * POINTER, "block pointer %d", first);
    return first == 0 ? Run.hole(count) : new Run(first, count);
  }

  private long pointer(Struct s, int index) throws IOException {
    long block = s.u32(index * POINTER);
    s.check(block == 0 || superblock.holds(block, 1), index * POINTER, "block pointer %d", block);
    return block;
  }
}
