package io.guestkit.guest;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.table.FstabLine;
import io.guestkit.guest.table.MountUnit;
import io.guestkit.guest.table.UnitPath;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Mount units of systemd. One in /etc stands before the line of fstab for its place, and that
 * before one in /usr/lib; a link to /dev/null is none at all. Besides those that fstab asks for,
 * those are mounted that another unit wants or requires, or whose automount unit one does. Source:
 * systemd.unit(5), systemd-fstab-generator(8).
 */
final class MountUnits {
  private static final String ETC = "/etc/systemd/system";
  private static final List<String> VENDOR =
      List.of("/usr/lib/systemd/system", "/lib/systemd/system");

  /** 64 KiB: a unit is some hundred bytes. */
  private static final int MAX_UNIT_BYTES = 64 << 10;

  /** 512: a large server has some dozens; bounds what is read. */
  private static final int MAX_UNITS = 512;

  /** 32: what is dropped in beside one unit. */
  private static final int MAX_DROPPED_IN = 32;

  /** Where no volume is ever mounted by a unit. */
  private static final List<String> NOT_ON_DISK = List.of("/sys/", "/proc/", "/dev/", "/run/");

  private final List<Problem> problems;
  private final Map<String, Optional<MountRequest>> administrators = new HashMap<>();
  private int read;

  MountUnits(List<Problem> problems) {
    this.problems = problems;
  }

  /** Returns what fstab and the administrator's own units ask for, each place once. */
  List<MountRequest> override(GuestRoot guest, List<FstabLine> fstab) throws IOException {
    for (String name : unitNames(guest, ETC)) {
      String path = UnitPath.of(name).orElseThrow();
      unit(guest, ETC, name).ifPresent(request -> administrators.put(path, request));
    }
    List<MountRequest> requests = new ArrayList<>();
    for (FstabLine line : fstab) {
      Optional<MountRequest> unit = administrators.get(line.path());
      if (unit == null) {
        requests.add(new MountRequest(line, "fstab"));
      } else {
        unit.ifPresent(requests::add);
      }
    }
    return requests;
  }

  /**
   * Returns what other units want to be mounted.
   *
   * @param guest with its /usr
   * @param fstab the places that fstab has a line for
   */
  List<MountRequest> wanted(GuestRoot guest, Set<String> fstab) throws IOException {
    Map<String, String> units = new HashMap<>();
    for (String directory : VENDOR) {
      for (String name : unitNames(guest, directory)) {
        units.putIfAbsent(name, directory);
      }
    }
    for (String name : unitNames(guest, ETC)) {
      units.put(name, ETC);
    }
    List<MountRequest> requests = new ArrayList<>();
    if (units.isEmpty()) {
      return requests;
    }
    for (String name : wantedNames(guest)) {
      String directory = units.get(name);
      String path = UnitPath.of(name).orElse("/");
      if (directory == null || fstab.contains(path)) {
        continue;
      }
      Optional<Optional<MountRequest>> request =
          directory.equals(ETC)
              ? Optional.ofNullable(administrators.get(path))
              : unit(guest, directory, name);
      request.flatMap(found -> found).ifPresent(requests::add);
    }
    return requests;
  }

  /** Returns the names of the mount units of a directory that a volume may be behind. */
  private List<String> unitNames(GuestRoot guest, String directory) throws IOException {
    List<String> names = new ArrayList<>();
    for (DirectoryEntry entry : names(guest, directory)) {
      if (entry.name().endsWith(".mount")) {
        Optional<String> path = UnitPath.of(entry.name());
        if (path.isPresent() && isOnDisk(path.get())) {
          names.add(entry.name());
        }
      }
    }
    return names;
  }

  private static boolean isOnDisk(String path) {
    for (String elsewhere : NOT_ON_DISK) {
      if (path.startsWith(elsewhere)) {
        return false;
      }
    }
    return path.length() > 1;
  }

  /** Returns the names of the mount units that other units want, in the order of the disk. */
  private List<String> wantedNames(GuestRoot guest) throws IOException {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<String> directories = new ArrayList<>(VENDOR);
    directories.addFirst(ETC);
    for (String directory : directories) {
      for (DirectoryEntry entry : names(guest, directory)) {
        if (entry.name().endsWith(".wants") || entry.name().endsWith(".requires")) {
          for (DirectoryEntry wanted : names(guest, directory + "/" + entry.name())) {
            String name = mountName(wanted.name());
            if (!name.isEmpty() && seen.add(name)) {
              names.add(name);
            }
          }
        }
      }
    }
    return names;
  }

  /** An automount unit mounts the unit of its name when somebody looks. */
  private static String mountName(String unit) {
    if (unit.endsWith(".automount")) {
      return unit.substring(0, unit.length() - ".automount".length()) + ".mount";
    }
    return unit.endsWith(".mount") ? unit : "";
  }

  private List<DirectoryEntry> names(GuestRoot guest, String path) throws IOException {
    try {
      Optional<GuestFile> directory = guest.find(path);
      return directory.isEmpty() || directory.get().entry().type() != FileType.DIRECTORY
          ? List.of()
          : guest.names(directory.get());
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      note(e.problem(guest.device(), path));
      return List.of();
    }
  }

  /**
   * Returns what a unit mounts; empty inside where it mounts nothing, empty where it cannot be
   * read.
   */
  private Optional<Optional<MountRequest>> unit(GuestRoot guest, String directory, String name)
      throws IOException {
    String path = directory + "/" + name;
    if (read >= MAX_UNITS) {
      note(
          new Problem(
              "limit",
              guest.device(),
              directory,
              "%s: the first %d mount units were read".formatted(directory, MAX_UNITS)));
      return Optional.empty();
    }
    read++;
    try {
      Optional<GuestFile> link = guest.findNoFollow(path);
      if (link.isPresent()
          && link.get().entry().type() == FileType.SYMLINK
          && link.get().filesystem().target(link.get().entry()).equals("/dev/null")) {
        return Optional.of(Optional.empty());
      }
      Optional<GuestFile> file = guest.find(path);
      if (file.isEmpty() || file.get().entry().type() != FileType.REGULAR) {
        return Optional.empty();
      }
      List<String> texts = new ArrayList<>();
      texts.add(text(guest, file.get()));
      texts.addAll(droppedIn(guest, path + ".d"));
      String place = UnitPath.of(name).orElse("/");
      return Optional.of(MountUnit.read(place, texts).map(line -> new MountRequest(line, path)));
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      note(e.problem(guest.device(), path));
      return Optional.empty();
    }
  }

  private static String text(GuestRoot guest, GuestFile file) throws IOException {
    return FileName.decode(guest.read(file, MAX_UNIT_BYTES));
  }

  private List<String> droppedIn(GuestRoot guest, String path) throws IOException {
    List<String> texts = new ArrayList<>();
    for (DirectoryEntry name : names(guest, path)) {
      if (name.name().endsWith(".conf") && texts.size() < MAX_DROPPED_IN) {
        Optional<GuestFile> file = guest.find(path + "/" + name.name());
        if (file.isPresent() && file.get().entry().type() == FileType.REGULAR) {
          texts.add(text(guest, file.get()));
        }
      }
    }
    return texts;
  }

  private void note(Problem problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }
}
