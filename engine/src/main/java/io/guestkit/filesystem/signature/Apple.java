package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HFS, HFS+, HFSX and APFS, big-endian but for the last. Sources: Apple, Technical Note TN1150 (HFS
 * Plus Volume Format); Inside Macintosh: Files (1992); Apple File System Reference (2020).
 */
final class Apple {
  private static final int HEADER = 0x400;
  private static final int HEADER_LENGTH = 512;
  private static final int FORK_EXTENTS = 288;
  private static final int EXTENTS = 8;
  private static final int LEAF_NODE = 0xff;
  private static final int ROOT_PARENT = 1;

  /** The name space in which a volume's identifier becomes a UUID of version 3. */
  private static final byte[] NAME_SPACE = {
    (byte) 0xb3,
    (byte) 0xe2,
    0x0f,
    0x39,
    (byte) 0xf2,
    (byte) 0x92,
    0x11,
    (byte) 0xd6,
    (byte) 0x97,
    (byte) 0xa4,
    0x00,
    0x30,
    0x65,
    0x43,
    (byte) 0xec,
    (byte) 0xac
  };

  static final List<Recogniser> TABLE =
      List.of(Apple::hfsPlus, Apple::hfs, Magic.filesystem("apfs", 0, 32, "NXSB").uuid(72));

  private Apple() {}

  private static Optional<Signature> hfs(Probe probe) throws IOException {
    if (!probe.has(HEADER, "BD")) {
      return Optional.empty();
    }
    Struct s = probe.big(HEADER, HEADER_LENGTH);
    long block = s.u32(20);
    if (block == 0 || block % 512 != 0) {
      return Optional.empty();
    }
    return Optional.of(
        Signature.of("hfs", Signature.FILESYSTEM)
            .withUuid(uuid(s, 116))
            .withLabel(Text.label(s, 37, Math.min(s.u8(36), 27))));
  }

  private static Optional<Signature> hfsPlus(Probe probe) throws IOException {
    long base = 0;
    if (probe.has(HEADER, "BD")) { // HFS+ inside of an HFS that old systems show
      Struct hfs = probe.big(HEADER, HEADER_LENGTH);
      base = hfs.u16(28) * 512L + hfs.u16(126) * hfs.u32(20);
    }
    if (!probe.has(base + HEADER, "H+") && !probe.has(base + HEADER, "HX")) {
      return Optional.empty();
    }
    Struct s = probe.big(base + HEADER, HEADER_LENGTH);
    long block = s.u32(40);
    if (block < 512 || Long.bitCount(block) != 1) {
      return Optional.empty();
    }
    return Optional.of(
        Signature.of("hfsplus", Signature.FILESYSTEM)
            .withUuid(uuid(s, 104))
            .withLabel(label(probe, s, base, block)));
  }

  /** The label is the name of the catalog's first record, the root directory's. */
  private static @Nullable String label(Probe probe, Struct header, long base, long block)
      throws IOException {
    long catalog = base + header.u32(FORK_EXTENTS) * block;
    if (catalog > probe.size() - 64) {
      return null;
    }
    Struct tree = probe.big(catalog, 64);
    int nodeSize = tree.u16(14 + 18);
    long leafBlock = tree.u32(14 + 10) * nodeSize / block;
    for (int i = 0; i < EXTENTS; i++) {
      long count = header.u32(FORK_EXTENTS + i * 8 + 4);
      if (leafBlock < count) {
        long leaf = base + (header.u32(FORK_EXTENTS + i * 8) + leafBlock) * block;
        return name(probe, leaf);
      }
      leafBlock -= count;
    }
    return null;
  }

  private static @Nullable String name(Probe probe, long leaf) throws IOException {
    if (leaf < 0 || leaf > probe.size() - 22 - 510) {
      return null;
    }
    Struct s = probe.big(leaf, 22 + 510);
    boolean isRoot = s.u8(8) == LEAF_NODE && s.u16(10) > 0 && s.u32(16) == ROOT_PARENT;
    return isRoot && s.u16(20) <= 255
        ? Text.utf16(s, 22, s.u16(20) * 2, StandardCharsets.UTF_16BE)
        : null;
  }

  private static @Nullable String uuid(Struct s, int at) {
    byte[] id = s.bytes(at, 8);
    if (Text.isZero(id)) {
      return null;
    }
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(NAME_SPACE);
      byte[] uuid = md5.digest(id);
      uuid[6] = (byte) (0x30 | (uuid[6] & 0x0f));
      uuid[8] = (byte) (0x80 | (uuid[8] & 0x3f));
      return Text.uuid(uuid);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has MD5
    }
  }
}
