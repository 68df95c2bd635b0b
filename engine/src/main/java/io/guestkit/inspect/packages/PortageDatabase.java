package io.guestkit.inspect.packages;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.version.PackageVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database of Portage: a directory CATEGORY/NAME-VERSION-rREVISION for each package, in it a
 * file for each value. A package is named by its category too, as {@code qlist -I} prints it, and
 * its revision keeps the {@code r}. Sources: Package Manager Specification 8, 3.1 and 3.2 (names
 * and versions); portage(5), /var/db/pkg.
 */
final class PortageDatabase {
  static final String TOP = "/var/db/pkg";

  /** 64 KiB: a line of text; SIZE and CHOST are a few bytes. */
  private static final int MAX_VALUE_BYTES = 64 << 10;

  private final FactFiles files;
  private final PackageList packages;
  private final DamagedEntries damaged;

  private PortageDatabase(FactFiles files, PackageList packages) {
    this.files = files;
    this.packages = packages;
    this.damaged = new DamagedEntries(files);
  }

  static void read(FactFiles files, PackageList packages) throws IOException {
    if (!files.exists(TOP)) {
      files.missing(TOP, "the database of packages is not there");
      return;
    }
    PortageDatabase database = new PortageDatabase(files, packages);
    boolean none = true;
    for (DirectoryEntry category : files.names(TOP)) {
      for (DirectoryEntry entry : directories(files, category, TOP)) {
        none = false;
        database.add(category.name(), entry);
      }
    }
    database.damaged.finish(TOP);
    if (none) {
      files.missing(TOP, Packages.EMPTY);
    }
  }

  private static List<DirectoryEntry> directories(
      FactFiles files, DirectoryEntry parent, String above) throws IOException {
    return isDirectory(parent) ? files.names(above + "/" + parent.name()) : List.of();
  }

  private static boolean isDirectory(DirectoryEntry entry) {
    return entry.type() == FileType.DIRECTORY || entry.type() == FileType.UNKNOWN;
  }

  private void add(String category, DirectoryEntry entry) throws IOException {
    String name = entry.name();
    // Portage's own name for what it is still merging; a category has files of tools beside.
    if (!isDirectory(entry) || name.startsWith("-MERGING-") || name.startsWith(".")) {
      return;
    }
    String path = TOP + "/" + category + "/" + name;
    int revision = revision(name);
    int end = revision < 0 ? name.length() : revision;
    int hyphen = name.lastIndexOf('-', end - 1);
    if (hyphen <= 0 || !isDigit(name, hyphen + 1)) {
      damaged.corrupt(path, "the name has no version");
      return;
    }
    PackageDraft draft = new PackageDraft();
    draft.arch = machine(value(path, "CHOST"));
    draft.summary = value(path, "DESCRIPTION");
    draft.url = first(value(path, "HOMEPAGE"));
    draft.license = value(path, "LICENSE");
    draft.installedSizeBytes = DecimalText.parse(value(path, "SIZE"));
    Optional<GuestFile> counter = files.find(path + "/COUNTER");
    draft.installedAt = counter.isPresent() ? counter.get().entry().modified() : null;
    packages.add(
        draft.build(
            category + "/" + name.substring(0, hyphen),
            new PackageVersion(
                0,
                name.substring(hyphen + 1, end),
                revision < 0 ? null : name.substring(revision + 1))));
  }

  /** Returns where {@code -rREVISION} starts at the end of a name, or -1. */
  private static int revision(String name) {
    int hyphen = name.lastIndexOf('-');
    boolean digits = hyphen > 0 && hyphen + 2 < name.length() && name.charAt(hyphen + 1) == 'r';
    for (int i = hyphen + 2; digits && i < name.length(); i++) {
      digits = isDigit(name, i);
    }
    return digits ? hyphen : -1;
  }

  private static boolean isDigit(String name, int at) {
    return at < name.length() && name.charAt(at) >= '0' && name.charAt(at) <= '9';
  }

  private @Nullable String value(String path, String name) throws IOException {
    Optional<byte[]> bytes = files.bytes(path + "/" + name, MAX_VALUE_BYTES);
    String value = bytes.isPresent() ? utf8(bytes.get()).strip() : "";
    return value.isEmpty() ? null : value;
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns the first of several home pages. */
  private static @Nullable String first(@Nullable String words) {
    int blank = words == null ? -1 : words.indexOf(' ');
    return words == null || blank < 0 ? words : words.substring(0, blank);
  }

  /** Returns the machine of {@code x86_64-pc-linux-gnu}. */
  private static @Nullable String machine(@Nullable String host) {
    int hyphen = host == null ? -1 : host.indexOf('-');
    return host == null || hyphen <= 0 ? host : host.substring(0, hyphen);
  }
}
