package io.guestkit.filesystem.btrfs.file;

import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.btrfs.tree.Item;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An inode. Little-endian, 160 bytes. Source: Linux include/uapi/linux/btrfs_tree.h,
 * btrfs_inode_item.
 *
 * @param home the subvolume that it is in
 * @param inode number, {@link #PLACEHOLDER} where a snapshot had another subvolume
 * @param rawMode type and permission bits
 * @param flags of which {@link #NO_CHECKSUMS} is one
 */
public record Inode(
    Subvolume home,
    long inode,
    int rawMode,
    long uid,
    long gid,
    long size,
    long allocated,
    long links,
    long device,
    long flags,
    Instant modified,
    @Nullable Instant accessed,
    @Nullable Instant changed,
    @Nullable Instant created)
    implements FileEntry {
  /** The number of what stands in a snapshot where its origin had another subvolume. */
  static final long PLACEHOLDER = 2;

  private static final int LENGTH = 160;
  private static final long NO_CHECKSUMS = 1;
  private static final int DIRECTORY_MODE = 040755;

  static Inode read(Subvolume home, Item item, int sectorSize) throws IOException {
    item.check(item.length() >= LENGTH, 0, "bytes of an inode:", item.length());
    long mode = item.u32(52);
    FileType type = FileType.ofMode((int) mode);
    item.check(mode <= 0xffff && type != FileType.UNKNOWN, 52, "mode", mode);
    boolean isDevice = type == FileType.CHARACTER_DEVICE || type == FileType.BLOCK_DEVICE;
    long bytes = item.u64(24);
    item.check(bytes <= Long.MAX_VALUE - sectorSize, 24, "bytes", bytes);
    Instant created = Times.read(item, 148);
    return new Inode(
        home,
        item.objectId(),
        (int) mode,
        item.u32(44),
        item.u32(48),
        item.u64(16),
        (bytes + sectorSize - 1) / sectorSize * sectorSize,
        item.u32(40),
        isDevice ? device(item.bits64(56)) : 0,
        item.bits64(64),
        Times.read(item, 136),
        Times.read(item, 112),
        Times.read(item, 124),
        created.equals(Instant.EPOCH) ? null : created);
  }

  /** Returns a device number: 12 bits of major, 20 of minor, as the kernel keeps it in memory. */
  private static long device(long stored) {
    return (((stored >>> 20) & 0xfff) << 32) | (stored & 0xfffff);
  }

  /** Returns the empty directory that stands in a directory of a snapshot. */
  static Inode placeholder(Inode directory) {
    return new Inode(
        directory.home,
        PLACEHOLDER,
        DIRECTORY_MODE,
        directory.uid,
        directory.gid,
        0,
        0,
        1,
        0,
        0,
        directory.modified, // the kernel says now
        directory.accessed,
        directory.changed,
        directory.created);
  }

  boolean isPlaceholder() {
    return inode == PLACEHOLDER;
  }

  /** Returns whether its data has checksums. */
  public boolean isChecked() {
    return (flags & NO_CHECKSUMS) == 0;
  }

  @Override
  public FileType type() {
    return FileType.ofMode(rawMode);
  }

  @Override
  public int mode() {
    return rawMode & 07777;
  }

  @Override
  public String subvolume() {
    return home.path();
  }
}
