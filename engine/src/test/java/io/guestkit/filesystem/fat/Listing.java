package io.guestkit.filesystem.fat;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.testing.Sources;
import java.io.IOException;
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
        lines.add(form.of(path, entry, file ? Sources.sha256(filesystem.content(entry)) : "-"));
        if (!file) {
          open.add(new Directory(path, entry));
        }
      }
    }
    return lines;
  }

  /** Returns a name's bytes as hexadecimal digits. */
  static String hex(String path) {
    return HexFormat.of().formatHex(FileName.encode(path));
  }
}
