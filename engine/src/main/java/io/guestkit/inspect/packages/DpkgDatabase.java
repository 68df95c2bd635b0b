package io.guestkit.inspect.packages;

import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The database of dpkg, and that of opkg, which has the same form. */
final class DpkgDatabase {
  /** 64 MiB: a desktop of 5000 packages has 6 MiB. */
  private static final int MAX_STATUS_BYTES = 64 << 20;

  static final String STATUS = "/var/lib/dpkg/status";

  /** One file for each package: how distroless images keep what they are made of. */
  private static final String STATUS_DIRECTORY = "/var/lib/dpkg/status.d";

  /** Where OpenWrt and Yocto keep the status of opkg. */
  static final List<String> OPKG = List.of("/usr/lib/opkg/status", "/var/lib/opkg/status");

  private final FactFiles files;
  private final PackageList packages;
  private boolean damaged;

  DpkgDatabase(FactFiles files, PackageList packages) {
    this.files = files;
    this.packages = packages;
  }

  void read() throws IOException {
    boolean status = readStatus(STATUS);
    List<DirectoryEntry> names = files.names(STATUS_DIRECTORY);
    for (DirectoryEntry entry : names) {
      String path = STATUS_DIRECTORY + "/" + entry.name();
      if (!entry.name().endsWith(".md5sums")) {
        Optional<byte[]> bytes = files.bytes(path, FactFiles.MAX_TEXT_BYTES);
        if (bytes.isPresent()) {
          parse(path, bytes.get(), DpkgStatus.Kind.PARAGRAPH);
        }
      }
    }
    if (status || !names.isEmpty()) {
      noteEmpty(STATUS);
    } else if (!files.exists(STATUS)) {
      files.missing(STATUS, "the database of packages is not there");
    }
  }

  /** Reads the status of opkg, where a system has one. */
  void readOpkg() throws IOException {
    for (String path : OPKG) {
      if (readStatus(path)) {
        noteEmpty(path);
        return;
      }
    }
  }

  private boolean readStatus(String path) throws IOException {
    Optional<byte[]> status = files.bytes(path, MAX_STATUS_BYTES);
    if (status.isPresent()) {
      parse(path, status.get(), DpkgStatus.Kind.DATABASE);
    }
    return status.isPresent();
  }

  private void noteEmpty(String path) {
    if (packages.isEmpty() && !damaged) {
      files.missing(path, Packages.EMPTY);
    }
  }

  private void parse(String path, byte[] bytes, DpkgStatus.Kind kind)
      throws LimitExceededException {
    DpkgStatus parsed = DpkgStatus.read(bytes, kind, packages);
    if (parsed.damaged() > 0) {
      damaged = true;
      files.corrupt(
          path,
          "%d of its paragraphs are no package, the first at byte %d"
              .formatted(parsed.damaged(), parsed.firstDamage()));
    }
  }
}
