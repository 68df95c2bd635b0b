package io.guestkit.inspect.packages;

import io.guestkit.block.LimitExceededException;
import io.guestkit.inspect.FactFiles;
import io.guestkit.version.PackageVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database of apk: lines of a letter, a colon and a value, a blank line after each package. The
 * files of a package follow in it and are passed over. A release keeps its {@code r}, as apk prints
 * it. Source: "Apk spec" of the Alpine wiki, section "Installed Database V2".
 */
final class ApkDatabase {
  /** 64 MiB: a desktop of 2000 packages has 20 MiB, for it lists every file. */
  private static final int MAX_BYTES = 64 << 20;

  /** Where apk 3 has it on a system whose /lib and /usr/lib are one, and where all others have. */
  static final List<String> PATHS = List.of("/usr/lib/apk/db/installed", "/lib/apk/db/installed");

  private final FactFiles files;
  private final PackageList packages;
  private @Nullable String name;
  private @Nullable String version;
  private PackageDraft draft = new PackageDraft();
  private int damaged;
  private int firstDamage = -1;

  ApkDatabase(FactFiles files, PackageList packages) {
    this.files = files;
    this.packages = packages;
  }

  void read() throws IOException {
    boolean unreadable = false;
    for (String path : PATHS) {
      Optional<byte[]> bytes = files.bytes(path, MAX_BYTES);
      if (bytes.isPresent()) {
        parse(bytes.get());
        noteDamage(path);
        return;
      }
      unreadable |= files.exists(path);
    }
    if (!unreadable) {
      files.missing(PATHS.getLast(), "the database of packages is not there");
    }
  }

  private void noteDamage(String path) {
    if (damaged > 0) {
      files.corrupt(
          path,
          "%d of its entries have no name or no version, the first at byte %d"
              .formatted(damaged, firstDamage));
    } else if (packages.isEmpty()) {
      files.missing(path, Packages.EMPTY);
    }
  }

  private void parse(byte[] bytes) throws LimitExceededException {
    int at = 0;
    int start = 0;
    while (at < bytes.length) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (end == at) {
        finish(start, at);
        start = end + 1;
      } else if (end > at + 2 && bytes[at + 1] == ':') {
        take(bytes, at, end);
      }
      at = end + 1;
    }
    finish(start, bytes.length);
  }

  private void take(byte[] bytes, int at, int end) {
    switch (bytes[at]) {
      case 'P' -> name = text(bytes, at, end);
      case 'V' -> version = text(bytes, at, end);
      case 'A' -> draft.arch = text(bytes, at, end);
      case 'I' -> draft.installedSizeBytes = DecimalText.parse(text(bytes, at, end));
      case 'T' -> draft.summary = text(bytes, at, end);
      case 'U' -> draft.url = text(bytes, at, end);
      case 'L' -> draft.license = text(bytes, at, end);
      case 'o' -> draft.sourcePackage = text(bytes, at, end);
      case 'm' -> draft.publisher = text(bytes, at, end);
      default -> {}
    }
  }

  private static String text(byte[] bytes, int at, int end) {
    return new String(bytes, at + 2, end - at - 2, StandardCharsets.UTF_8);
  }

  private void finish(int from, int to) throws LimitExceededException {
    if (from >= to) {
      return;
    }
    if (name == null || version == null) {
      damaged++;
      firstDamage = firstDamage < 0 ? from : firstDamage;
    } else {
      packages.add(draft.build(name, split(version)));
    }
    name = null;
    version = null;
    draft = new PackageDraft();
  }

  /** A version of apk has no epoch. */
  private static PackageVersion split(String version) {
    int hyphen = version.lastIndexOf('-');
    return hyphen < 0
        ? new PackageVersion(0, version, null)
        : new PackageVersion(0, version.substring(0, hyphen), version.substring(hyphen + 1));
  }
}
