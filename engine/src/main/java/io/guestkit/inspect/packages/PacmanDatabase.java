package io.guestkit.inspect.packages;

import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.inspect.FactFiles;
import io.guestkit.version.PackageVersion;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The local database of pacman: a directory for each package, whose file desc holds {@code %NAME%}
 * lines, each followed by its values and a blank line. Source: alpm-db-desc(5).
 */
final class PacmanDatabase {
  static final String LOCAL = "/var/lib/pacman/local";

  /** Several values of one name, as licences have them. */
  private static final String BETWEEN_VALUES = ", ";

  private PacmanDatabase() {}

  static void read(FactFiles files, PackageList packages) throws IOException {
    boolean none = true;
    DamagedEntries damaged = new DamagedEntries(files);
    for (DirectoryEntry entry : files.names(LOCAL)) {
      if (entry.type() != FileType.DIRECTORY && entry.type() != FileType.UNKNOWN) {
        continue;
      }
      none = false;
      String path = LOCAL + "/" + entry.name() + "/desc";
      Optional<String> desc = files.text(path);
      if (desc.isPresent()) {
        add(damaged, path, values(desc.get()), packages);
      } else if (!files.exists(path)) {
        damaged.missing(path, "the description of an installed package is not there");
      }
    }
    damaged.finish(LOCAL);
    if (none && files.exists(LOCAL)) {
      files.missing(LOCAL, Packages.EMPTY);
    } else if (none) {
      files.missing(LOCAL, "the database of packages is not there");
    }
  }

  private static Map<String, String> values(String desc) {
    Map<String, String> values = new HashMap<>();
    String name = "";
    for (String line : desc.split("\n", -1)) {
      boolean isName = line.length() > 2 && line.startsWith("%") && line.endsWith("%");
      if (line.isEmpty()) {
        name = "";
      } else if (isName && name.isEmpty()) {
        name = line;
      } else if (!name.isEmpty()) {
        values.merge(name, line, (before, more) -> before + BETWEEN_VALUES + more);
      }
    }
    return values;
  }

  private static void add(
      DamagedEntries damaged, String path, Map<String, String> values, PackageList packages)
      throws LimitExceededException {
    String name = values.get("%NAME%");
    String version = values.get("%VERSION%");
    if (name == null || version == null) {
      damaged.corrupt(path, "no name or no version");
      return;
    }
    PackageDraft draft = new PackageDraft();
    draft.arch = values.get("%ARCH%");
    draft.publisher = values.get("%PACKAGER%");
    draft.url = values.get("%URL%");
    draft.sourcePackage = values.get("%BASE%");
    draft.description = values.get("%DESC%");
    draft.installedSizeBytes = DecimalText.parse(values.get("%SIZE%"));
    draft.license = values.get("%LICENSE%");
    draft.installedAt = DecimalText.time(values.get("%INSTALLDATE%"));
    packages.add(draft.build(name, PackageVersion.split(version)));
  }
}
