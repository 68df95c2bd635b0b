package io.guestkit.inspect.network.networkd;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.network.config.InterfaceDraft;
import io.guestkit.inspect.network.config.Numbers;
import io.guestkit.inspect.network.config.Section;
import org.jspecify.annotations.Nullable;

/** What a file .network says of an interface. Source: systemd.network(5). */
final class Network {
  private static final String NETWORK = "Network";
  private static final String ADDRESS = "Address";

  private Network() {}

  static void describe(NetworkdFile file, InterfaceDraft draft) throws UnsupportedImageException {
    draft.type(matchedType(file.value("Match", "Type")));
    draft.foundByMac(file.matchedMac());
    draft.mac(file.value("Link", "MACAddress"));
    if (isBroughtUp(file)) {
      draft.bringUp();
    }
    String dhcp = file.value(NETWORK, "DHCP");
    boolean both = Numbers.isYes(dhcp) || dhcp.equals("both");
    if (both || dhcp.equals("ipv4") || dhcp.equals("v4")) {
      draft.dhcpIpv4();
    }
    if (both || dhcp.equals("ipv6") || dhcp.equals("v6")) {
      draft.dhcpIpv6();
    }
    addresses(file, draft);
    draft.mtu(bytes(file.value("Link", "MTUBytes")));
  }

  private static void addresses(NetworkdFile file, InterfaceDraft draft)
      throws UnsupportedImageException {
    for (String address : file.sections().all(NETWORK, ADDRESS)) {
      address(address, draft);
    }
    for (Section address : file.sections().sections(ADDRESS)) {
      address(address.last(ADDRESS), draft);
    }
    for (String gateway : file.sections().all(NETWORK, "Gateway")) {
      gateway(gateway, draft);
    }
    for (Section route : file.sections().sections("Route")) {
      if (isDefault(route)) {
        gateway(route.last("Gateway"), draft);
      }
    }
    for (String server : file.words(NETWORK, "DNS")) {
      draft.dns(server);
    }
    for (String domain : file.words(NETWORK, "Domains")) {
      draft.search(domain);
    }
  }

  private static boolean isBroughtUp(NetworkdFile file) {
    return switch (file.value("Link", "ActivationPolicy")) {
      case "manual", "down", "always-down" -> false;
      default -> !Numbers.isYes(file.value("Link", "Unmanaged"));
    };
  }

  /** The address 0.0.0.0 or :: asks for any network that is free. */
  private static void address(String address, InterfaceDraft draft)
      throws UnsupportedImageException {
    if (!address.isEmpty() && !address.startsWith("0.0.0.0/") && !address.startsWith("::/")) {
      draft.address(address);
    }
  }

  /** A gateway may also be told by DHCP or the router: {@code _dhcp4}, {@code _ipv6ra}. */
  private static void gateway(String gateway, InterfaceDraft draft)
      throws UnsupportedImageException {
    if (!gateway.isEmpty() && gateway.charAt(0) != '_') {
      draft.gateway(gateway);
    }
  }

  private static boolean isDefault(Section route) {
    String destination = route.last("Destination");
    String table = route.last("Table");
    String type = route.last("Type");
    boolean all =
        destination.isEmpty() || destination.equals("0.0.0.0/0") || destination.equals("::/0");
    boolean main = table.isEmpty() || table.equals("main") || table.equals("254");
    return all && main && (type.isEmpty() || type.equals("unicast"));
  }

  /** Returns a size in bytes as a number, where it is one with a suffix of base 1024. */
  static String bytes(String text) {
    String number = text.endsWith("K") ? text.substring(0, text.length() - 1) : "";
    int kibibytes = Numbers.parse(number, 1 << 20);
    return kibibytes < 0 ? text : Integer.toString(kibibytes << 10);
  }

  private static @Nullable String matchedType(String type) {
    return switch (type) {
      case "ether" -> "ethernet";
      case "wlan" -> "wifi";
      case "wwan" -> "modem";
      case "loopback", "infiniband", "bond", "bridge", "vlan", "wireguard" -> type;
      default -> null;
    };
  }

  /** Returns the type in the report's words of a Kind of systemd.netdev(5), or null. */
  static @Nullable String kind(String kind) {
    return switch (kind) {
      case "bond", "bridge", "vlan", "dummy", "vrf", "wireguard" -> kind;
      case "gre",
          "gretap",
          "ip6gre",
          "ip6gretap",
          "ip6tnl",
          "ipip",
          "sit",
          "vti",
          "vti6",
          "erspan",
          "geneve",
          "vxlan",
          "l2tp",
          "fou",
          "tun",
          "tap",
          "xfrm" ->
          "tunnel";
      default -> null;
    };
  }
}
