package io.guestkit.filesystem.fat;

import io.guestkit.block.BlockSource;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** Walks a filesystem for comparison with another's view of it. */
final class Listing {
  private record Directory(String path, FileEntry entry) {}

  /** Turns an entry into the text that is compared. */
  @FunctionalInterface
  interface Form {
    String of(String path, FileEntry entry, String sha256) throws IOException;
  }

  private Listing() {}

  /** Returns the form of every entry below the root. */
  static List<String> of(Filesystem filesystem, Form form) throws IOException {
    List<String> lines = new ArrayList<>();
    Deque<Directory> open = new ArrayDeque<>();
    open.add(new Directory("", filesystem.root()));
    while (!open.isEmpty()) {
      Directory directory = open.remove();
      for (DirectoryEntry name : filesystem.list(directory.entry())) {
        String path = directory.path() + "/" + name.name();
        FileEntry entry = filesystem.entry(name);
        boolean file = entry.type() == FileType.REGULAR;
        lines.add(form.of(path, entry, file ? sha256(filesystem.content(entry)) : "-"));
        if (!file) {
          open.add(new Directory(path, entry));
        }
      }
    }
    return lines;
  }

  static String sha256(BlockSource content) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      for (long at = 0; at < content.size(); at += buffer.limit()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), content.size() - at));
        content.readFully(at, buffer);
        digest.update(buffer.flip());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a name's bytes as hexadecimal digits. */
  static String hex(String path) {
    return HexFormat.of().formatHex(FileName.encode(path));
  }
}
