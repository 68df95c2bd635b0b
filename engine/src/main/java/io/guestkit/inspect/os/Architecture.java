package io.guestkit.inspect.os;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The architecture that a system's programs are made for. Source: System V ABI, chapter 4, ELF
 * header; machine numbers of the generic ABI's registry; names of guestfs(3).
 */
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

  /** e_ident, e_type and e_machine. */
  private static final int HEADER_BYTES = 20;

  private static final int ELF_MAGIC = 0x464c457f;

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
        || program.get().entry().size() < HEADER_BYTES) {
      return Optional.empty();
    }
    Optional<String> arch = ofHeader(files.guest().content(program.get()));
    if (arch.isPresent()) {
      files.evidence(program.get());
    }
    return arch;
  }

  private static Optional<String> ofHeader(BlockSource program) throws IOException {
    Struct s = Struct.littleEndian("ELF header", program, 0, HEADER_BYTES);
    int fileClass = s.u8(4);
    boolean big = s.u8(5) == 2;
    int machine = big ? s.u8(18) << 8 | s.u8(19) : s.u16(18);
    return s.u32(0) == ELF_MAGIC ? name(machine, fileClass == 2, big) : Optional.empty();
  }

  private static Optional<String> name(int machine, boolean is64, boolean big) {
    return Optional.ofNullable(
        switch (machine) {
          case 2 -> "sparc";
          case 3 -> "i386";
          case 4 -> "m68k";
          case 8 -> (is64 ? "mips64" : "mips") + (big ? "" : "el");
          case 15 -> "parisc";
          case 20 -> "ppc";
          case 21 -> big ? "ppc64" : "ppc64le";
          case 22 -> is64 ? "s390x" : "s390";
          case 40 -> "arm";
          case 43 -> "sparc64";
          case 50 -> "ia64";
          case 62 -> "x86_64";
          case 183 -> "aarch64";
          case 243 -> is64 ? "riscv64" : "riscv32";
          case 258 -> is64 ? "loongarch64" : "loongarch32";
          case 0x9026 -> "alpha";
          default -> null;
        });
  }
}
