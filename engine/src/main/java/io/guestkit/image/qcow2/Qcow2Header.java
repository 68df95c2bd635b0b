package io.guestkit.image.qcow2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;

/**
 * Header, big-endian. Source: qcow2.txt, "Header".
 *
 * @param version 2 or 3
 * @param backingNameOffset byte offset of the backing file's name in the file, 0 where there is
 *     none
 * @param backingNameLength bytes of that name, to 1023
 * @param clusterBits power of two of the cluster size, 9 to 21
 * @param size virtual disk size in bytes
 * @param cryptMethod 0 none, 1 AES, 2 LUKS
 * @param l1Size entries of the active L1 table
 * @param l1Offset byte offset of that table in the file
 * @param snapshotCount snapshots in the snapshot table
 * @param snapshotsOffset byte offset of that table in the file
 * @param incompatible bits of features without which the image must not be read; 0 in version 2
 * @param compatible bits of features that may be ignored; 0 in version 2
 * @param refcountOrder power of two of the bits of a reference count; 4 in version 2
 * @param length bytes of this header; 72 in version 2
 * @param compressionType 0 zlib, 1 zstd
 */
record Qcow2Header(
    int version,
    long backingNameOffset,
    int backingNameLength,
    int clusterBits,
    long size,
    int cryptMethod,
    long l1Size,
    long l1Offset,
    long snapshotCount,
    long snapshotsOffset,
    long incompatible,
    long compatible,
    int refcountOrder,
    long length,
    int compressionType) {

  static final long MAGIC = 0x514649fbL;

  static final long DIRTY = 1;
  static final long CORRUPT = 1 << 1;
  static final long EXTERNAL_DATA_FILE = 1 << 2;
  static final long COMPRESSION_TYPE = 1 << 3;
  static final long EXTENDED_L2 = 1 << 4;

  /** Bits that are read; the others make an image unsupported. */
  static final long KNOWN = DIRTY | CORRUPT | EXTERNAL_DATA_FILE | COMPRESSION_TYPE | EXTENDED_L2;

  static final long LAZY_REFCOUNTS = 1;

  /** The specification's bound of a backing file's name. */
  private static final long MAX_BACKING_NAME = 1023;

  /** 4 Mi entries, 32 MiB, as QEMU: 2 EiB of disk at the largest cluster size. */
  private static final long MAX_L1_SIZE = 4 << 20;

  /** 65536, as QEMU. */
  private static final long MAX_SNAPSHOTS = 65536;

  /** 16 KiB of cluster: a subcluster, its 32nd part, is at least a sector. */
  private static final int MIN_EXTENDED_CLUSTER_BITS = 14;

  private static final int V2_LENGTH = 72;
  private static final int V3_LENGTH = 104;

  /** With the compression type and its padding; every first cluster is at least 512 bytes. */
  private static final int READ_LENGTH = 112;

  /**
   * Reads the header.
   *
   * @throws UnsupportedImageException if the version, encryption or compression is not known
   * @throws io.guestkit.block.CorruptImageException if a field is out of its range
   */
  static Qcow2Header read(BlockSource file) throws IOException {
    Struct s = Struct.bigEndian("qcow2 header", file, 0, READ_LENGTH);
    long version = s.u32(4);
    s.check(s.u32(0) == MAGIC, 0, "magic %#x", s.u32(0));
    if (version != 2 && version != 3) {
      throw new UnsupportedImageException(
          "%s: qcow2 version %d; versions 2 and 3 are read".formatted(file.name(), version));
    }
    boolean v3 = version == 3;
    long length = v3 ? s.u32(100) : V2_LENGTH;
    Qcow2Header header =
        new Qcow2Header(
            (int) version,
            s.u64(8),
            (int) Math.min(s.u32(16), MAX_BACKING_NAME + 1),
            (int) Math.min(s.u32(20), Integer.MAX_VALUE),
            s.u64(24),
            (int) Math.min(s.u32(32), Integer.MAX_VALUE),
            s.u32(36),
            s.u64(40),
            s.u32(60),
            s.u64(64),
            v3 ? s.bits64(72) : 0,
            v3 ? s.bits64(80) : 0,
            v3 ? (int) Math.min(s.u32(96), Integer.MAX_VALUE) : 4,
            length,
            length > V3_LENGTH ? s.u8(104) : 0);
    header.check(s);
    header.checkSupported(file.name());
    return header;
  }

  private void check(Struct s) throws IOException {
    s.check(clusterBits >= 9 && clusterBits <= 21, 20, "cluster bits %d", clusterBits);
    s.check(length >= V3_LENGTH || version == 2, 100, "header length %d", length);
    s.check(length <= clusterSize() && length % 8 == 0, 100, "header length %d", length);
    s.check(refcountOrder <= 6, 96, "refcount order %d", refcountOrder);
    s.check(backingNameOffset <= clusterSize(), 8, "backing name at %d", backingNameOffset);
    s.check(
        backingNameOffset == 0
            || backingNameLength <= Math.min(MAX_BACKING_NAME, clusterSize() - backingNameOffset),
        16,
        "backing name of %d bytes",
        backingNameLength);
    s.check(l1Size <= MAX_L1_SIZE, 36, "L1 table of %d entries", l1Size);
    s.check(
        !has(EXTENDED_L2) || clusterBits >= MIN_EXTENDED_CLUSTER_BITS,
        72,
        "subclusters in clusters of %d bytes",
        clusterSize());
    s.check(
        l1Size >= l1Entries(size), 36, "L1 table of %d entries for %d bytes of disk", l1Size, size);
    s.check(
        l1Size == 0 || l1Offset % clusterSize() == 0,
        40,
        "L1 table at %d, inside a cluster",
        l1Offset);
    s.check(snapshotCount <= MAX_SNAPSHOTS, 60, "%d snapshots", snapshotCount);
    s.check(
        snapshotCount == 0 || snapshotsOffset % clusterSize() == 0,
        64,
        "snapshot table at %d, inside a cluster",
        snapshotsOffset);
    s.check(
        has(COMPRESSION_TYPE) == (compressionType != 0),
        104,
        "compression type %d against its feature bit",
        compressionType);
  }

  private void checkSupported(String name) throws UnsupportedImageException {
    if (cryptMethod > 2) {
      throw new UnsupportedImageException(
          "%s: encryption method %d; AES (1) and LUKS (2) are known".formatted(name, cryptMethod));
    }
    if (compressionType > 1) {
      throw new UnsupportedImageException(
          "%s: compression type %d; zlib (0) and zstd (1) are read"
              .formatted(name, compressionType));
    }
  }

  /** Returns whether an incompatible feature is in use. */
  boolean has(long feature) {
    return (incompatible & feature) != 0;
  }

  /** Returns the bytes of a cluster. */
  long clusterSize() {
    return 1L << clusterBits;
  }

  /** Returns the power of two of the bytes of an L2 entry. */
  int l2EntryBits() {
    return has(EXTENDED_L2) ? 4 : 3;
  }

  /** Returns the power of two of the bytes of disk that one L1 entry covers, to 39. */
  int l1CoverBits() {
    return clusterBits + clusterBits - l2EntryBits();
  }

  /** Returns how many L1 entries cover so many bytes of disk. */
  long l1Entries(long diskSize) {
    return diskSize == 0 ? 0 : ((diskSize - 1) >>> l1CoverBits()) + 1;
  }
}
