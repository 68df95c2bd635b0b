package io.guestkit.inspect.boot.grub;

import io.guestkit.inspect.boot.BootFiles;
import io.guestkit.inspect.boot.bls.BootSpecEntries;
import io.guestkit.inspect.boot.bls.BootSpecEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code blscfg} of Fedora's GRUB: an item for each entry of the Boot Loader
 * Specification.
 */
final class GrubSpecEntries {
  private static final String DIRECTORY = "/boot/loader/entries";

  private GrubSpecEntries() {}

  /** Adds the entries, the newest first. */
  static boolean add(
      BootFiles files, GrubVariables variables, List<String> words, List<GrubItem> items)
      throws IOException {
    String named = words.isEmpty() ? variables.get("blsdir") : words.getFirst();
    Optional<String> directory = named == null ? Optional.empty() : files.find(named);
    List<BootSpecEntry> entries = BootSpecEntries.read(directory.orElse(DIRECTORY), files);
    entries.sort(BootSpecEntry::compareAsGrub);
    for (BootSpecEntry entry : entries) {
      GrubItem item = GrubItem.entry(entry.title(), entry.id());
      String options = entry.options() == null ? "$default_kernelopts" : entry.options();
      item.kernel(expand(variables, entry.linux()), expand(variables, options));
      item.initramfs(expand(variables, entry.initrd()));
      items.add(item);
    }
    return true;
  }

  private static @Nullable String expand(GrubVariables variables, @Nullable String text)
      throws IOException {
    return text == null ? null : variables.expand(text).strip();
  }
}
