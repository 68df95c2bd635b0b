package io.guestkit.filesystem.btrfs.superblock;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Superblock, little-endian, 4096 bytes. Source: Btrfs documentation, "On-disk Format", superblock.
 *
 * @param offset where this copy stands on its device
 * @param fsid UUID of the filesystem, as a user sees it
 * @param metadataUuid UUID that stands in the nodes of trees
 * @param flags of which {@link #isSeed} is one
 * @param generation number of the transaction that wrote it
 * @param root the tree of trees
 * @param chunkRoot the tree of chunks and devices
 * @param logRoot the tree of logs, whose address is 0 where there is none
 * @param totalBytes bytes of all devices
 * @param rootDirectory number of the directory in the tree of trees that names the default
 * @param deviceCount devices of the filesystem
 * @param sectorSize unit of allocation of data, 4096 to 65536
 * @param nodeSize bytes of a node of a tree, 4096 to 65536
 * @param features what a reader must know
 * @param checksum how nodes and data are checked
 * @param device the device that this copy stands on
 * @param label UTF-8
 * @param systemChunks keys and chunks that lead to the tree of chunks
 */
public record Superblock(
    long offset,
    UUID fsid,
    UUID metadataUuid,
    long flags,
    long generation,
    RootPointer root,
    RootPointer chunkRoot,
    RootPointer logRoot,
    long totalBytes,
    long rootDirectory,
    long deviceCount,
    int sectorSize,
    int nodeSize,
    Features features,
    Checksum checksum,
    DeviceItem device,
    String label,
    Struct systemChunks) {

  /** Where the first copy stands. */
  public static final long OFFSET = 64 << 10;

  /** Bytes of a superblock. */
  public static final int LENGTH = 4096;

  /** Where the magic number stands. */
  public static final int MAGIC_AT = 0x40;

  /** {@code _BHRfS_M}. */
  public static final long MAGIC = 0x4d5f53665248425fL;

  private static final int CHECKSUM_BYTES = 32;
  private static final int SYSTEM_CHUNKS_AT = 0x32b;
  private static final int MAX_SYSTEM_CHUNKS = 2048;
  private static final int MAX_LEVEL = 8;
  private static final int MIN_BLOCK = 4096;
  private static final int MAX_BLOCK = 65536;
  private static final long FLAG_SEED = 1L << 32;
  private static final long FLAG_METADUMP = 1L << 33 | 1L << 34;

  /**
   * The root of a tree that the superblock leads to.
   *
   * @param address logical
   * @param generation of the node
   * @param level 0 for a leaf, below 8
   */
  public record RootPointer(long address, long generation, int level) {}

  /**
   * Reads a copy.
   *
   * @throws io.guestkit.block.CorruptImageException if the checksum or a field is wrong
   * @throws UnsupportedImageException if it needs a feature that is not read
   */
  static Superblock read(BlockSource device, long offset) throws IOException {
    Struct s = Struct.littleEndian("Btrfs superblock", device, offset, LENGTH);
    s.check(s.bits64(MAGIC_AT) == MAGIC, MAGIC_AT, "magic number %#x", s.bits64(MAGIC_AT));
    Checksum checksum = checksum(s, device);
    byte[] all = s.bytes(0, LENGTH);
    s.check(
        checksum.matches(all, CHECKSUM_BYTES, LENGTH - CHECKSUM_BYTES, all, 0),
        0,
        "checksum is wrong");
    s.check(s.bits64(0x30) == offset, 0x30, "says it stands at %d", s.bits64(0x30));
    Features features = new Features(s.bits64(0xb4), s.bits64(0xbc));
    if (!features.unsupported().isEmpty()) {
      throw new UnsupportedImageException(
          "Btrfs feature %s of %s is not read"
              .formatted(String.join(", ", features.unsupported()), device.name()));
    }
    if ((s.bits64(0x38) & FLAG_METADUMP) != 0) {
      throw new UnsupportedImageException(
          "%s is a dump of Btrfs metadata without its data".formatted(device.name()));
    }
    return fields(s, features, checksum);
  }

  private static Checksum checksum(Struct s, BlockSource device) throws IOException {
    Optional<Checksum> checksum = Checksum.of(s.u16(0xc4));
    if (checksum.isEmpty()) {
      throw new UnsupportedImageException(
          "Btrfs checksum type %d of %s is not known".formatted(s.u16(0xc4), device.name()));
    }
    return checksum.get();
  }

  private static Superblock fields(Struct s, Features features, Checksum checksum)
      throws IOException {
    long generation = s.u64(0x48);
    UUID fsid = Uuids.read(s, 0x20);
    return new Superblock(
        s.offset(),
        fsid,
        features.hasMetadataUuid() ? Uuids.read(s, 0x23b) : fsid,
        s.bits64(0x38),
        generation,
        root(s, 0x50, generation, 0xc6),
        root(s, 0x58, s.u64(0xa4), 0xc7),
        // A log belongs to the transaction that was not committed.
        root(s, 0x60, generation + 1, 0xc8),
        s.u64(0x70),
        s.bits64(0x80),
        s.u64(0x88),
        blockSize(s, 0x90, MIN_BLOCK),
        blockSize(s, 0x94, (int) Math.min(s.u32(0x90), MAX_BLOCK)),
        features,
        checksum,
        DeviceItem.read(s, 0xc9),
        s.utf8(0x12b, 0x100),
        s.inner("system chunks", SYSTEM_CHUNKS_AT, systemChunkBytes(s)));
  }

  private static RootPointer root(Struct s, int at, long generation, int levelAt)
      throws IOException {
    s.check(s.u8(levelAt) < MAX_LEVEL, levelAt, "level %d", s.u8(levelAt));
    return new RootPointer(s.u64(at), generation, s.u8(levelAt));
  }

  private static int blockSize(Struct s, int at, int min) throws IOException {
    long size = s.u32(at);
    s.check(size >= min && size <= MAX_BLOCK && Long.bitCount(size) == 1, at, "%d bytes", size);
    return (int) size;
  }

  private static int systemChunkBytes(Struct s) throws IOException {
    long bytes = s.u32(0xa0);
    s.check(bytes <= MAX_SYSTEM_CHUNKS, 0xa0, "%d bytes of system chunks", bytes);
    return (int) bytes;
  }

  /** Returns whether others grow from it: it is never written to. */
  public boolean isSeed() {
    return (flags & FLAG_SEED) != 0;
  }
}
