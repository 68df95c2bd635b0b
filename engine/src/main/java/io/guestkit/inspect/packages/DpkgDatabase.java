package io.guestkit.inspect.packages;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.PackageInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The database of dpkg. */
final class DpkgDatabase {
  /** 64 MiB: a desktop of 5000 packages has 6 MiB. */
  private static final int MAX_STATUS_BYTES = 64 << 20;

  private static final String STATUS = "/var/lib/dpkg/status";

  /** One file for each package: how distroless images keep what they are made of. */
  private static final String STATUS_DIRECTORY = "/var/lib/dpkg/status.d";

  private DpkgDatabase() {}

  static void read(FactFiles files, List<PackageInfo> packages) throws IOException {
    Optional<byte[]> status = files.bytes(STATUS, MAX_STATUS_BYTES);
    status.ifPresent(bytes -> parse(files, STATUS, bytes, DpkgStatus.Kind.DATABASE, packages));
    List<DirectoryEntry> names = files.names(STATUS_DIRECTORY);
    for (DirectoryEntry entry : names) {
      String path = STATUS_DIRECTORY + "/" + entry.name();
      if (!entry.name().endsWith(".md5sums")) {
        files
            .bytes(path, FactFiles.MAX_TEXT_BYTES)
            .ifPresent(bytes -> parse(files, path, bytes, DpkgStatus.Kind.PARAGRAPH, packages));
      }
    }
    if (status.isEmpty() && names.isEmpty() && !files.exists(STATUS)) {
      files.missing(STATUS, "the database of packages is not there");
    }
  }

  private static void parse(
      FactFiles files,
      String path,
      byte[] bytes,
      DpkgStatus.Kind kind,
      List<PackageInfo> packages) {
    DpkgStatus parsed = new DpkgStatus(bytes, kind);
    packages.addAll(parsed.packages());
    if (parsed.damaged() > 0) {
      files.corrupt(
          path,
          "%d of its paragraphs are no package, the first at byte %d"
              .formatted(parsed.damaged(), parsed.firstDamage()));
    }
  }
}
