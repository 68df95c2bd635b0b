package io.guestkit.filesystem.ext;

import io.guestkit.block.CorruptImageException;
import io.guestkit.filesystem.FileName;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** How a directory shows and compares its names. */
record Names(Kind kind, DirectoryHash hash, int hashVersion, boolean hashed) {

  /** What the names are. */
  private enum Kind {
    BYTES,
    FOLDED,
    ENCRYPTED
  }

  private static final DirectoryHash.Hash NO_HASH = new DirectoryHash.Hash(0, 0);

  static Names of(Inode directory, Superblock superblock) {
    Kind kind =
        directory.has(Inode.ENCRYPTED)
            ? Kind.ENCRYPTED
            : directory.has(Inode.CASE_FOLDING) ? Kind.FOLDED : Kind.BYTES;
    boolean signed = (superblock.flags() & Superblock.FLAG_UNSIGNED_HASH) == 0;
    // Linux goes through directories of one block in the order of their hashes as well.
    boolean hashed =
        superblock.features().hasCompat(Features.COMPAT_DIR_INDEX)
            && (directory.has(Inode.INDEX)
                || directory.has(Inode.INLINE_DATA)
                || directory.size() / superblock.blockSize() == 1);
    return new Names(
        kind,
        new DirectoryHash(superblock.hashSeed(), signed),
        superblock.hashVersion(),
        hashed && !directory.has(Inode.CASE_FOLDING));
  }

  /** Returns whether names are equal only where their bytes are. */
  boolean areBytes() {
    return kind == Kind.BYTES;
  }

  String decode(DirectoryBlock entry) throws CorruptImageException {
    byte[] name = entry.name();
    if (kind != Kind.ENCRYPTED) {
      for (byte b : name) {
        entry.struct().check(b != 0 && b != '/', entry.at() + 8, "byte %#x in a name", b);
      }
    }
    return decode(name);
  }

  String decode(byte[] name) {
    if (kind != Kind.ENCRYPTED) {
      return FileName.decode(name);
    }
    boolean known = hashed && DirectoryHash.isKnown(hashVersion);
    return EncryptedName.of(name, known ? hash.both(name, hashVersion) : NO_HASH);
  }

  /**
   * Returns a form that equal names share. Names that are not valid Unicode are equal only to
   * themselves, as are those of encrypted directories.
   */
  String fold(String name) {
    if (kind != Kind.FOLDED) {
      return name;
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      return name;
    }
    String decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);
    String lower = decomposed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFD);
  }
}
