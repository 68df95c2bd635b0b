package io.guestkit.inspect.os;

import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.ElfHeader;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The architecture that a system's programs are made for. */
public final class Architecture {
  /** Programs that a system cannot be without, most common first. */
  private static final List<String> PROGRAMS =
      List.of(
          "/bin/bash",
          "/bin/ls",
          "/bin/sh",
          "/bin/busybox",
          "/sbin/init",
          "/usr/lib/systemd/systemd",
          "/usr/bin/bash",
          "/usr/bin/ls",
          "/bin/echo",
          "/bin/rm",
          "/bin/rpm",
          "/usr/bin/rpm");

  private Architecture() {}

  /** Returns the name of the architecture, or empty where no program tells a known one. */
  public static Optional<String> read(FactFiles files) throws IOException {
    for (String path : PROGRAMS) {
      Optional<String> arch = files.attempt(path, () -> ofProgram(files, path));
      if (arch.isPresent()) {
        return arch;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofProgram(FactFiles files, String path) throws IOException {
    Optional<GuestFile> program = files.guest().find(path);
    if (program.isEmpty()
        || program.get().entry().type() != FileType.REGULAR
        || program.get().entry().size() < ElfHeader.BYTES) {
      return Optional.empty();
    }
    byte[] header = files.guest().content(program.get()).readBytes(0, ElfHeader.BYTES);
    Optional<String> arch = ElfHeader.of(header).map(ElfHeader::architecture);
    if (arch.isPresent()) {
      files.evidence(program.get());
    }
    return arch;
  }
}
