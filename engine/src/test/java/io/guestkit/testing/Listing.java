package io.guestkit.testing;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.LockedImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every entry of a filesystem by its path, as the kernel or as our reader sees it. */
public final class Listing {
  private static final int PIECE = 1 << 16;
  private static final int SECTOR = 512;
  private static final byte[] ZEROS = new byte[PIECE];

  /** An entry; what does not apply to its type is empty or 0. */
  public record Entry(
      FileType type,
      int mode,
      long uid,
      long gid,
      long size,
      long allocated,
      String modified,
      long links,
      long inode,
      String target,
      String device,
      String sha256,
      Map<String, String> attributes) {}

  private Listing() {}

  /** Walks a filesystem; each name is looked up again, and must lead to the same inode. */
  public static SortedMap<String, Entry> of(Filesystem filesystem) throws IOException {
    return of(filesystem, filesystem.root());
  }

  /** Walks a directory as {@link #of(Filesystem)} walks the root. */
  public static SortedMap<String, Entry> of(Filesystem filesystem, FileEntry directory)
      throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>();
    walk(filesystem, directory, "", entries);
    return entries;
  }

  private static void walk(
      Filesystem filesystem, FileEntry directory, String path, Map<String, Entry> entries)
      throws IOException {
    for (DirectoryEntry name : filesystem.list(directory)) {
      FileEntry entry = filesystem.find(directory, name.name()).orElseThrow();
      String entryPath = path + "/" + name.name();
      if (entry.inode() != filesystem.entry(name).inode() || entries.size() > 200_000) {
        throw new AssertionError(entryPath + ": found inode " + entry.inode());
      }
      entries.put(entryPath, entry(filesystem, entry));
      if (entry.type() == FileType.DIRECTORY) {
        walk(filesystem, entry, entryPath, entries);
      }
    }
  }

  private static Entry entry(Filesystem filesystem, FileEntry entry) throws IOException {
    FileType type = entry.type();
    boolean regular = type == FileType.REGULAR;
    Map<String, String> attributes = new TreeMap<>();
    for (ExtendedAttribute attribute : filesystem.extendedAttributes(entry)) {
      byte[] value =
          attribute.name().startsWith("system.posix_acl_")
              ? kernelAcl(attribute.value())
              : attribute.value();
      attributes.put(attribute.name(), HexFormat.of().formatHex(value));
    }
    return new Entry(
        type,
        entry.mode(),
        entry.uid(),
        entry.gid(),
        regular ? entry.size() : 0,
        entry.allocated(),
        time(entry.modified()),
        entry.links(),
        entry.inode(),
        type == FileType.SYMLINK ? filesystem.target(entry) : "",
        type == FileType.CHARACTER_DEVICE || type == FileType.BLOCK_DEVICE
            ? (entry.device() >> 32) + ":" + (entry.device() & 0xffffffffL)
            : "",
        regular ? contentOf(filesystem, entry) : "",
        attributes);
  }

  /** Returns the digest of a content, or nothing where it is encrypted. */
  private static String contentOf(Filesystem filesystem, FileEntry entry) throws IOException {
    try {
      return sha256(filesystem.content(entry));
    } catch (LockedImageException e) {
      return "";
    }
  }

  private static String time(Instant time) {
    return time.getEpochSecond() + "+" + time.getNano();
  }

  /**
   * Returns an ACL as getxattr(2) gives it; version 1, which ext keeps, leaves out numbers that say
   * nothing.
   */
  private static byte[] kernelAcl(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer out = ByteBuffer.allocate(stored.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt() != 1) {
      return stored;
    }
    out.putInt(2);
    while (in.hasRemaining()) {
      int tag = in.getShort();
      out.putShort((short) tag).putShort(in.getShort());
      out.putInt(tag == 2 || tag == 8 ? in.getInt() : -1);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /** Returns the digest of a content, its holes not read. */
  public static String sha256(BlockSource content) throws IOException {
    MessageDigest digest = digest();
    for (long at = 0; at < content.size(); ) {
      Extent extent = content.extentAt(at);
      int length = (int) Math.min(extent.length(), PIECE);
      if (extent.kind() == Extent.Kind.ZERO) {
        digest.update(ZEROS, 0, length);
      } else {
        digest.update(content.readBytes(at, length));
      }
      at += length;
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the digest of a text. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The commands by which the kernel's view of the current directory is printed. */
  public static final String SCRIPT =
      """
      find . -mindepth 1 -printf '%y\\t%m\\t%U\\t%G\\t%s\\t%T@\\t%n\\t%i\\t%b\\0%P\\0%l\\0'
      printf '\\0=devices=\\0'
      find . \\( -type b -o -type c \\) -printf '%P\\0' -exec stat --printf '%Hr:%Lr\\0' {} \\;
      printf '\\0=contents=\\0'
      find . -type f -print0 | xargs -0 -r sha256sum -z
      printf '\\0=attributes=\\0'
      getfattr -R -P -h -d -m - -e hex . 2>/dev/null
      """;

  /** Parses what {@link #SCRIPT} printed. */
  public static SortedMap<String, Entry> parse(byte[] printed) {
    String text = FileName.decode(printed);
    String[] parts = text.split("\0=devices=\0|\0=contents=\0|\0=attributes=\0", -1);
    Map<String, String> devices = new TreeMap<>();
    String[] device = parts[1].split("\0", -1);
    for (int i = 0; i + 1 < device.length; i += 2) {
      devices.put(device[i], device[i + 1]);
    }
    Map<String, String> contents = new TreeMap<>();
    for (String line : parts[2].split("\0", -1)) {
      if (!line.isEmpty()) {
        contents.put(line.substring(68), line.substring(0, 64));
      }
    }
    Map<String, Map<String, String>> attributes = attributes(parts[3]);
    SortedMap<String, Entry> entries = new TreeMap<>();
    String[] found = parts[0].split("\0", -1);
    for (int i = 0; i + 2 < found.length; i += 3) {
      String path = found[i + 1];
      entries.put(
          "/" + path,
          parse(
              found[i].split("\t", -1),
              found[i + 2],
              devices.getOrDefault(path, ""),
              contents.getOrDefault(path, ""),
              attributes.getOrDefault(path, Map.of())));
    }
    return entries;
  }

  private static Entry parse(
      String[] stat, String target, String device, String sha256, Map<String, String> attributes) {
    FileType type =
        switch (stat[0]) {
          case "f" -> FileType.REGULAR;
          case "d" -> FileType.DIRECTORY;
          case "l" -> FileType.SYMLINK;
          case "c" -> FileType.CHARACTER_DEVICE;
          case "b" -> FileType.BLOCK_DEVICE;
          case "p" -> FileType.FIFO;
          case "s" -> FileType.SOCKET;
          default -> FileType.UNKNOWN;
        };
    // Seconds and ten digits; of times before 1970 the seconds are rounded down.
    int point = stat[5].indexOf('.');
    long seconds = Long.parseLong(stat[5].substring(0, point));
    long nanoseconds = Long.parseLong(stat[5].substring(point + 1, point + 10));
    return new Entry(
        type,
        Integer.parseInt(stat[1], 8),
        Long.parseLong(stat[2]),
        Long.parseLong(stat[3]),
        type == FileType.REGULAR ? Long.parseLong(stat[4]) : 0,
        Long.parseLong(stat[8]) * SECTOR,
        seconds + "+" + nanoseconds,
        Long.parseLong(stat[6]),
        Long.parseLong(stat[7]),
        target,
        device,
        sha256,
        attributes);
  }

  private static Map<String, Map<String, String>> attributes(String printed) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    Map<String, String> current = new TreeMap<>();
    for (String line : printed.split("\n", -1)) {
      if (line.startsWith("# file: ")) {
        current = new TreeMap<>();
        all.put(unescape(line.substring(8)), current);
      } else if (line.contains("=0x")) {
        current.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 3));
      } else if (!line.isEmpty()) {
        current.put(line, "");
      }
    }
    return all;
  }

  private static String unescape(String name) {
    byte[] bytes = FileName.encode(name);
    ByteBuffer out = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\\') {
        out.put((byte) Integer.parseInt(new String(bytes, i + 1, 3, StandardCharsets.US_ASCII), 8));
        i += 3;
      } else {
        out.put(bytes[i]);
      }
    }
    return FileName.decode(Arrays.copyOf(out.array(), out.position()));
  }
}
