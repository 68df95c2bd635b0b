package io.guestkit.inspect.boot.bls;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.inspect.boot.BootFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The entries in a directory. */
public final class BootSpecEntries {
  private BootSpecEntries() {}

  /** Returns the entries of a directory loader/entries, in the order of their names. */
  public static List<BootSpecEntry> read(String directory, BootFiles files) throws IOException {
    List<BootSpecEntry> entries = new ArrayList<>();
    for (DirectoryEntry entry : files.names(directory)) {
      String name = entry.name();
      if (name.endsWith(".conf") && entry.type() != FileType.DIRECTORY) {
        files
            .text(directory + "/" + name)
            .ifPresent(text -> entries.add(BootSpecEntry.parse(name, text)));
      }
    }
    return entries;
  }

  /** Returns the unified kernel images of a directory EFI/Linux, in the order of their names. */
  public static List<BootSpecEntry> readUnified(String directory, String shown, BootFiles files)
      throws IOException {
    List<BootSpecEntry> entries = new ArrayList<>();
    for (DirectoryEntry entry : files.names(directory)) {
      String name = entry.name();
      if (name.endsWith(".efi") && entry.type() != FileType.DIRECTORY) {
        files
            .content(directory + "/" + name, UnifiedKernel::read)
            .ifPresent(texts -> entries.add(UnifiedKernel.entry(name, shown + "/" + name, texts)));
      }
    }
    return entries;
  }
}
