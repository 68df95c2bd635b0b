package io.guestkit.inspect.boot.bls;

import io.guestkit.inspect.TextLines;
import io.guestkit.version.RpmSegments;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the Boot Loader Specification. Source: UAPI.1, "Type #1 Boot Loader Specification
 * Entries".
 *
 * @param id name of its file, without .conf or .efi and what counts its failures
 * @param fileName the same with .conf or .efi
 * @param title what the menu shows
 * @param version version of the kernel, or empty
 * @param sortKey what groups entries, or empty
 * @param machineId identifier of the machine, or empty
 * @param linux path of the kernel as written, of the EFI program where it is none, or null
 * @param initrd path of the first initial RAM filesystem, or null
 * @param options command line, lines joined by a blank, or null
 * @param triesLeft how often it may still fail to boot, -1 where it is not counted
 */
public record BootSpecEntry(
    String id,
    String fileName,
    String title,
    String version,
    String sortKey,
    String machineId,
    @Nullable String linux,
    @Nullable String initrd,
    @Nullable String options,
    int triesLeft) {

  /** Reads an entry of type 1. */
  static BootSpecEntry parse(String fileName, String text) {
    Map<String, String> values = new HashMap<>();
    for (TextLines lines = new TextLines(text); lines.next(); ) {
      String line = lines.line();
      int blank = 0;
      while (blank < line.length() && line.charAt(blank) > ' ') {
        blank++;
      }
      String value = line.substring(blank).strip();
      if (!value.isEmpty() && line.charAt(0) != '#') {
        add(values, line.substring(0, blank), value);
      }
    }
    String name = fileName.substring(0, fileName.length() - ".conf".length());
    int counter = counter(name);
    String id = counter < 0 ? name : name.substring(0, counter);
    String program = values.getOrDefault("efi", values.get("uki"));
    return new BootSpecEntry(
        id,
        id + ".conf",
        values.getOrDefault("title", id + ".conf"),
        values.getOrDefault("version", ""),
        values.getOrDefault("sort-key", ""),
        values.getOrDefault("machine-id", ""),
        values.getOrDefault("linux", program),
        values.get("initrd"),
        values.get("options"),
        counter < 0 ? -1 : triesLeft(name, counter));
  }

  /** Options of several lines are one command line; of several initrds the first is kept. */
  private static void add(Map<String, String> values, String key, String value) {
    String before = values.get(key);
    if (before == null) {
      values.put(key, value);
    } else if (key.equals("options")) {
      values.put(key, before + " " + value);
    } else if (!key.equals("initrd")) {
      values.put(key, value);
    }
  }

  /** Returns where {@code +LEFT} or {@code +LEFT-DONE} starts at the end of a name, or -1. */
  static int counter(String name) {
    int plus = name.lastIndexOf('+');
    boolean digit = false;
    for (int i = plus + 1; plus >= 0 && i < name.length(); i++) {
      char c = name.charAt(i);
      boolean hyphen = c == '-' && digit && name.indexOf('-', plus) == i;
      if (!hyphen && (c < '0' || c > '9')) {
        return -1;
      }
      digit = !hyphen;
    }
    return digit ? plus : -1;
  }

  /** Returns the number after the plus, 9 at most: only whether it is zero counts. */
  static int triesLeft(String name, int plus) {
    int left = 0;
    for (int i = plus + 1; i < name.length() && name.charAt(i) != '-'; i++) {
      left = Math.min(9, left * 10 + name.charAt(i) - '0');
    }
    return left;
  }

  /** Returns the order in which GRUB shows entries: the highest name, version and release first. */
  public static int compareAsGrub(BootSpecEntry a, BootSpecEntry b) {
    String[] partsA = parts(a.id);
    String[] partsB = parts(b.id);
    for (int i = 0; i < partsA.length; i++) {
      int order = RpmSegments.compare(partsB[i], partsA[i]);
      if (order != 0) {
        return order;
      }
    }
    return b.id.compareTo(a.id);
  }

  /** Returns name, version and release of {@code NAME-VERSION-RELEASE}. */
  private static String[] parts(String id) {
    int release = id.lastIndexOf('-');
    int version = release > 0 ? id.lastIndexOf('-', release - 1) : -1;
    if (version < 0) {
      return new String[] {
        release < 0 ? id : id.substring(0, release),
        "",
        release < 0 ? "" : id.substring(release + 1)
      };
    }
    return new String[] {
      id.substring(0, version), id.substring(version + 1, release), id.substring(release + 1)
    };
  }

  /**
   * Returns the order in which systemd-boot shows entries: those that failed for good last, those
   * with a sort key first and by it, machine and version, the rest by name; newer before older.
   */
  public static int compareAsSystemd(BootSpecEntry a, BootSpecEntry b) {
    int order = Boolean.compare(a.triesLeft == 0, b.triesLeft == 0);
    if (order == 0) {
      order = Boolean.compare(a.sortKey.isEmpty(), b.sortKey.isEmpty());
    }
    if (order == 0 && !a.sortKey.isEmpty()) {
      order = a.sortKey.compareTo(b.sortKey);
      order = order == 0 ? a.machineId.compareTo(b.machineId) : order;
      order = order == 0 ? VersionOrder.systemd(b.version, a.version) : order;
    }
    return order == 0 ? VersionOrder.systemd(b.fileName, a.fileName) : order;
  }
}
