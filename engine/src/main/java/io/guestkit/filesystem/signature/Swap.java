package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.Optional;

/**
 * Swap space of both versions, and the image of a suspended machine in it. Source: Linux, {@code
 * include/linux/swap.h}; the magic number ends the first page.
 */
final class Swap {
  private static final String TUX_ON_ICE = "\u00ed\u00c3\002\u00e9\u0098V\u00e5\014";

  /** Ten pages of 4096 bytes: mkswap makes none smaller. */
  private static final long MIN_SIZE = 40960;

  private static final int HEADER = 1024;

  private Swap() {}

  static Optional<Signature> recognise(Probe probe) throws IOException {
    if (probe.size() < MIN_SIZE) {
      return Optional.empty();
    }
    if (probe.has(0, TUX_ON_ICE)) {
      return Optional.of(header(probe, "swsuspend", "tuxonice", 4096));
    }
    for (int page = 4096; page <= 65536; page *= 2) {
      int at = page - 10;
      if (probe.has(at, "SWAP-SPACE")) {
        return Optional.of(Signature.of("swap", Signature.OTHER).withVersion("0"));
      }
      if (probe.has(at, "SWAPSPACE2")) {
        Signature swap = header(probe, "swap", "1", page);
        return swap.sizeBytes() == null ? Optional.empty() : Optional.of(swap);
      }
      for (String magic : new String[] {"S1SUSPEND", "S2SUSPEND", "ULSUSPEND", "LINHIB0001"}) {
        if (probe.has(at, magic)) {
          return Optional.of(header(probe, "swsuspend", version(magic), page));
        }
      }
    }
    return Optional.empty();
  }

  private static String version(String magic) {
    return switch (magic) {
      case "S1SUSPEND" -> "s1suspend";
      case "S2SUSPEND" -> "s2suspend";
      case "ULSUSPEND" -> "ulsuspend";
      default -> "linhib0001";
    };
  }

  private static Signature header(Probe probe, String type, String version, int page)
      throws IOException {
    Struct s = probe.little(HEADER, 512);
    boolean big = s.i32(0) == Integer.reverseBytes(1);
    long lastPage = big ? Integer.toUnsignedLong(Integer.reverseBytes(s.i32(4))) : s.u32(4);
    Signature swap = Signature.of(type, Signature.OTHER).withVersion(version);
    if (s.bits64(172) == 0) { // an old swap has its boot code there
      swap = swap.withUuid(Text.uuid(s, 12)).withLabel(Text.label(s, 28, 16));
    }
    boolean known = (big || s.i32(0) == 1) && lastPage > 0;
    return known ? swap.withSizeBytes(lastPage * page) : swap;
  }
}
