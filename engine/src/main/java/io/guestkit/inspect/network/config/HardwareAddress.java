package io.guestkit.inspect.network.config;

import java.util.Locale;
import java.util.Optional;

/** Hardware addresses, written as {@code ip link} writes them. */
final class HardwareAddress {
  /** 6: of Ethernet; 20: of InfiniBand. */
  private static final int ETHERNET_BYTES = 6;

  private static final int INFINIBAND_BYTES = 20;

  private HardwareAddress() {}

  /** Returns the address of a text, its bytes apart by colons or hyphens, or empty. */
  static Optional<String> parse(String text) {
    int bytes = (text.length() + 1) / 3;
    if (text.length() % 3 != 2 || (bytes != ETHERNET_BYTES && bytes != INFINIBAND_BYTES)) {
      return Optional.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits = i % 3 == 2 ? c == ':' || c == '-' : c < 0x80 && Character.digit(c, 16) >= 0;
      if (!fits) {
        return Optional.empty();
      }
    }
    return Optional.of(text.replace('-', ':').toLowerCase(Locale.ROOT));
  }
}
