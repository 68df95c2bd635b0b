package io.guestkit.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The start of an ELF file, in the byte order that it names. Source: System V ABI, chapter 4, ELF
 * header; machine numbers of the generic ABI's registry; names of guestfs(3).
 *
 * @param machine e_machine
 * @param is64 whether it is of the 64-bit class
 * @param isBigEndian whether its data are big-endian
 */
public record ElfHeader(int machine, boolean is64, boolean isBigEndian) {
  /** e_ident, e_type and e_machine. */
  public static final int BYTES = 20;

  private static final int MAGIC = 0x7f454c46;

  /** Returns the header at the start of some bytes, or empty where there is none. */
  public static Optional<ElfHeader> of(byte[] bytes) {
    if (bytes.length < BYTES || ByteBuffer.wrap(bytes).getInt(0) != MAGIC) {
      return Optional.empty();
    }
    boolean big = bytes[5] == 2;
    ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int machine = Short.toUnsignedInt(ByteBuffer.wrap(bytes).order(order).getShort(18));
    return Optional.of(new ElfHeader(machine, bytes[4] == 2, big));
  }

  /** Returns libguestfs's name for the architecture, or null where it has none. */
  public @Nullable String architecture() {
    return switch (machine) {
      case 2 -> "sparc";
      case 3 -> "i386";
      case 4 -> "m68k";
      case 8 -> (is64 ? "mips64" : "mips") + (isBigEndian ? "" : "el");
      case 15 -> "parisc";
      case 20 -> "ppc";
      case 21 -> isBigEndian ? "ppc64" : "ppc64le";
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
    };
  }
}
