package io.guestkit.inspect.services;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.guest.GuestRoot;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The names in the directories that systemd loads units from. Source: systemd.unit(5). */
final class UnitDirectories {
  /** Where systemctl enable makes its links. */
  private static final String CONFIG = "/etc/systemd/system";

  /** Highest precedence first. */
  private static final List<String> SEARCH_PATH =
      List.of(
          "/etc/systemd/system.control",
          CONFIG,
          "/etc/systemd/system.attached",
          "/usr/local/lib/systemd/system",
          "/usr/lib/systemd/system",
          "/lib/systemd/system");

  /**
   * A unit's file or link.
   *
   * @param directory where it is
   * @param entry its name there
   * @param type what it is
   * @param isConfig whether it is in /etc/systemd/system
   */
  record Unit(GuestFile directory, DirectoryEntry entry, FileType type, boolean isConfig) {

    String path() {
      return directory.path() + "/" + entry.name();
    }

    GuestFile file(GuestRoot guest) throws IOException {
      return guest.file(directory, entry);
    }
  }

  private final FactFiles files;
  private final Map<String, Unit> units = new TreeMap<>();
  private final Set<String> wanted = new HashSet<>();
  private final Map<String, String> configLinks = new HashMap<>();
  private final Map<String, List<String>> dropIns = new HashMap<>();
  private final List<String> vendorDependencies = new ArrayList<>();

  private UnitDirectories(FactFiles files) {
    this.files = files;
  }

  static UnitDirectories none(FactFiles files) {
    return new UnitDirectories(files);
  }

  static UnitDirectories read(FactFiles files) throws IOException {
    UnitDirectories directories = new UnitDirectories(files);
    Set<String> seen = new HashSet<>();
    for (String path : SEARCH_PATH) {
      Optional<GuestFile> directory = files.find(path);
      if (directory.isPresent() && seen.add(directory.get().path())) {
        for (DirectoryEntry entry : files.names(path)) {
          directories.add(directory.get(), entry, path.equals(CONFIG));
        }
      }
    }
    return directories;
  }

  private void add(GuestFile directory, DirectoryEntry entry, boolean isConfig) throws IOException {
    String name = entry.name();
    String path = directory.path() + "/" + name;
    if (UnitName.isValid(name)) {
      Optional<Unit> unit =
          files.attempt(path, () -> Optional.of(unit(directory, entry, isConfig)));
      if (unit.isPresent() && unit.get().type() != FileType.DIRECTORY) {
        units.putIfAbsent(name, unit.get());
        if (isConfig && unit.get().type() == FileType.SYMLINK) {
          files.target(path).ifPresent(target -> configLinks.put(name, baseName(target)));
        }
      }
    } else if (name.endsWith(".d") && UnitName.isValid(name.substring(0, name.length() - 2))) {
      dropIns
          .computeIfAbsent(name.substring(0, name.length() - 2), unit -> new ArrayList<>())
          .add(path);
    } else if (isDependencies(name)) {
      if (isConfig) {
        addLinks(path, wanted);
      } else {
        vendorDependencies.add(path);
      }
    }
  }

  private void addLinks(String directory, Set<String> names) throws IOException {
    for (DirectoryEntry link : files.names(directory)) {
      if (link.type() == FileType.SYMLINK || link.type() == FileType.UNKNOWN) {
        names.add(link.name());
      }
    }
  }

  private Unit unit(GuestFile directory, DirectoryEntry entry, boolean isConfig)
      throws IOException {
    FileType type =
        entry.type() == FileType.UNKNOWN
            ? files.guest().file(directory, entry).entry().type()
            : entry.type();
    return new Unit(directory, entry, type, isConfig);
  }

  private static boolean isDependencies(String name) {
    return name.endsWith(".wants") || name.endsWith(".requires") || name.endsWith(".upholds");
  }

  /** Returns whether a name is there to hide what other directories have by it. */
  static boolean isMask(FactFiles files, String path, DirectoryEntry entry) throws IOException {
    return entry.type() == FileType.SYMLINK
        && files.target(path).filter(target -> target.equals("/dev/null")).isPresent();
  }

  static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns the units by name, those of higher precedence hiding others. */
  Map<String, Unit> units() {
    return units;
  }

  /** Returns the names of links that make other units want or require these. */
  Set<String> wanted() {
    return wanted;
  }

  /** Returns the links of /etc/systemd/system: their name, and the name of what they lead to. */
  Map<String, String> configLinks() {
    return configLinks;
  }

  /** Returns the names that vendors make these targets want or require, read when asked for. */
  Set<String> vendorWanted(Set<String> targets) throws IOException {
    Set<String> names = new HashSet<>();
    for (String directory : vendorDependencies) {
      String name = baseName(directory);
      if (targets.contains(name.substring(0, name.lastIndexOf('.')))) {
        addLinks(directory, names);
      }
    }
    return names;
  }

  /** Returns the drop-ins of a unit in the order in which they are read. */
  Collection<String> dropIns(String unit) throws IOException {
    Map<String, String> paths = new TreeMap<>();
    Set<String> decided = new HashSet<>();
    for (String directory : dropIns.getOrDefault(unit, List.of())) {
      for (DirectoryEntry entry : files.names(directory)) {
        String path = directory + "/" + entry.name();
        if (entry.name().endsWith(".conf")
            && decided.add(entry.name())
            && !isMask(files, path, entry)) {
          paths.put(entry.name(), path);
        }
      }
    }
    return paths.values();
  }
}
