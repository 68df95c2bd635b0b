package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Content that a magic number is enough to know: one row of a table.
 *
 * @param type as blkid names it
 * @param usage as blkid names it
 * @param base where the superblock starts
 * @param magicAt where in it the magic number is
 * @param magic one character per byte
 * @param labelAt where in it the label is
 * @param labelLength bytes of the label, 0 where there is none
 * @param uuidAt where in it the 16 bytes of the UUID are, -1 where there is none
 * @param version finds the version in it, or null where it has none
 */
record Magic(
    String type,
    String usage,
    long base,
    int magicAt,
    String magic,
    int labelAt,
    int labelLength,
    int uuidAt,
    @Nullable Version version)
    implements Recogniser {
  /** 512: the label and UUID of every superblock in the tables stand in front of it. */
  private static final int LENGTH = 512;

  /** Finds the version in a superblock. */
  @FunctionalInterface
  interface Version {
    String of(Struct superblock);
  }

  static Magic filesystem(String type, long base, int magicAt, String magic) {
    return new Magic(type, Signature.FILESYSTEM, base, magicAt, magic, 0, 0, -1, null);
  }

  static Magic other(String type, long base, int magicAt, String magic) {
    return new Magic(type, Signature.OTHER, base, magicAt, magic, 0, 0, -1, null);
  }

  static Magic raid(String type, long base, int magicAt, String magic) {
    return new Magic(type, Signature.RAID, base, magicAt, magic, 0, 0, -1, null);
  }

  static Magic crypto(String type, long base, int magicAt, String magic) {
    return new Magic(type, Signature.CRYPTO, base, magicAt, magic, 0, 0, -1, null);
  }

  Magic label(int at, int length) {
    return new Magic(type, usage, base, magicAt, magic, at, length, uuidAt, version);
  }

  Magic uuid(int at) {
    return new Magic(type, usage, base, magicAt, magic, labelAt, labelLength, at, version);
  }

  Magic version(Version field) {
    return new Magic(type, usage, base, magicAt, magic, labelAt, labelLength, uuidAt, field);
  }

  @Override
  public Optional<Signature> recognise(Probe probe) throws IOException {
    if (!probe.has(base + magicAt, magic)) {
      return Optional.empty();
    }
    Signature signature = Signature.of(type, usage);
    int length = (int) Math.min(LENGTH, probe.size() - base);
    Struct s = probe.little(base, length);
    if (labelLength > 0 && labelAt + labelLength <= length) {
      signature = signature.withLabel(Text.label(s, labelAt, labelLength));
    }
    if (uuidAt >= 0 && uuidAt + 16 <= length) {
      signature = signature.withUuid(Text.uuid(s, uuidAt));
    }
    return Optional.of(version == null ? signature : signature.withVersion(version.of(s)));
  }
}
