package io.guestkit.inspect.network.config;

import org.jspecify.annotations.Nullable;

/**
 * What the name of an interface tells of its type. Sources: systemd.net-naming-scheme(7); names
 * that the kernel gives.
 */
final class InterfaceTypes {
  private InterfaceTypes() {}

  /** Returns the type, or null where a name tells none. */
  static @Nullable String byName(String name) {
    if (name.equals("lo")) {
      return "loopback";
    }
    if (name.startsWith("eth") || isPredictable(name, "en")) {
      return "ethernet";
    }
    if (name.startsWith("wlan") || isPredictable(name, "wl")) {
      return "wifi";
    }
    if (isPredictable(name, "ib") || isNumbered(name, "ib")) {
      return "infiniband";
    }
    if (isPredictable(name, "ww") || name.startsWith("wwan")) {
      return "modem";
    }
    if (isNumbered(name, "bond")) {
      return "bond";
    }
    if (isNumbered(name, "wg")) {
      return "wireguard";
    }
    return isNumbered(name, "dummy") ? "dummy" : null;
  }

  /** Two letters and then how the name was made: on board, slot, path, hardware address, any. */
  private static boolean isPredictable(String name, String prefix) {
    return name.startsWith(prefix)
        && name.length() > prefix.length()
        && "osPpxacdu*".indexOf(name.charAt(prefix.length())) >= 0;
  }

  private static boolean isNumbered(String name, String prefix) {
    return name.startsWith(prefix)
        && (Numbers.parse(name.substring(prefix.length()), Integer.MAX_VALUE) >= 0
            || name.equals(prefix + "*"));
  }
}
