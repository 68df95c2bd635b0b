package io.guestkit.inspect.network.networkmanager;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.network.config.ConfigText;
import io.guestkit.inspect.network.config.IniFile;
import io.guestkit.inspect.network.config.InterfaceDraft;
import io.guestkit.inspect.network.config.Numbers;
import io.guestkit.inspect.network.config.Section;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection of NetworkManager. Source: nm-settings-keyfile(5).
 *
 * @param path its file
 * @param file its sections
 */
record Connection(String path, IniFile file) {
  private static final String CONNECTION = "connection";

  /** Names of hardware's sections, and those that they had before version 1.0. */
  private static final List<String> HARDWARE =
      List.of(
          "ethernet",
          "802-3-ethernet",
          "wifi",
          "802-11-wireless",
          "infiniband",
          "bridge",
          "bond",
          "vlan");

  private static final Set<String> SECTIONS = sections();

  private static Set<String> sections() {
    Set<String> sections = new HashSet<>(HARDWARE);
    sections.addAll(List.of(CONNECTION, "match", "ipv4", "ipv6"));
    return Set.copyOf(sections);
  }

  static Connection of(String path, String text) {
    IniFile file = new IniFile();
    file.read(text, IniFile.Syntax.KEYFILE, SECTIONS);
    return new Connection(path, file);
  }

  String uuid() {
    return file.last(CONNECTION, "uuid");
  }

  /** Returns whether it is one of an interface. */
  boolean isOfInterface() {
    String type = file.last(CONNECTION, "type");
    return !type.isEmpty() && !type.equals("vpn") && !type.equals("generic");
  }

  /** Returns the name of the interface, or the pattern of names. */
  String name() {
    String name = file.last(CONNECTION, "interface-name");
    String match = file.last("match", "interface-name");
    List<String> patterns = ConfigText.split(match, ';');
    return !name.isEmpty() ? name : patterns.isEmpty() ? "*" : String.join(" ", patterns);
  }

  /** Returns the interface or the connection that this one belongs to, or empty text. */
  String controller() {
    String controller = file.last(CONNECTION, "controller");
    return controller.isEmpty() ? file.last(CONNECTION, "master") : controller;
  }

  /** Returns the interface or the connection that a VLAN lies on, or empty text. */
  String parent() {
    return file.last("vlan", "parent");
  }

  void describe(InterfaceDraft draft) throws UnsupportedImageException {
    draft.type(type(file.last(CONNECTION, "type")));
    String autoconnect = file.last(CONNECTION, "autoconnect");
    if (!autoconnect.equals("false") && !autoconnect.equals("0")) {
      draft.bringUp();
    }
    for (String hardware : HARDWARE) {
      String cloned = file.last(hardware, "cloned-mac-address");
      String found = file.last(hardware, "mac-address");
      draft.mac(cloned);
      if (hardware.equals("bridge")) {
        draft.mac(found);
      } else {
        draft.foundByMac(found);
      }
      draft.mtu(file.last(hardware, "mtu"));
    }
    draft.vlan(file.last("vlan", "id"));
    for (String family : List.of("ipv4", "ipv6")) {
      for (Section section : file.sections(family)) {
        addresses(section, draft);
      }
    }
  }

  /** Returns the type in the report's words, or null where it has none. */
  private static @Nullable String type(String type) {
    return switch (type) {
      case "802-3-ethernet", "ethernet" -> "ethernet";
      case "802-11-wireless", "wifi" -> "wifi";
      case "bond", "bridge", "vlan", "wireguard", "dummy", "vrf", "infiniband", "loopback" -> type;
      case "ip-tunnel", "tun", "vxlan" -> "tunnel";
      case "gsm", "cdma" -> "modem";
      default -> null;
    };
  }

  private static void addresses(Section section, InterfaceDraft draft)
      throws UnsupportedImageException {
    boolean v6 = section.name().equals("ipv6");
    switch (section.last("method")) {
      case "auto" -> {
        if (v6) {
          draft.dhcpIpv6();
        } else {
          draft.dhcpIpv4();
        }
      }
      case "dhcp" -> draft.dhcpIpv6();
      case "disabled", "ignore" -> {
        return;
      }
      default -> {}
    }
    boolean neverDefault = section.last("never-default").equals("true");
    for (int i = 0; i < section.keys().size(); i++) {
      String key = section.keys().get(i);
      String value = section.values().get(i);
      if (isNumbered(key, "address")) {
        address(value, draft);
      } else if (key.equals("gateway") && !neverDefault) {
        draft.gateway(value);
      } else if (isNumbered(key, "route") && !section.keys().contains(key + "_options")) {
        route(value, draft);
      } else if (isNumbered(key, "route")) {
        if (isMainTable(section.last(key + "_options"))) {
          route(value, draft);
        }
      } else if (key.equals("dns")) {
        for (String server : ConfigText.split(value.replace(',', ';'), ';')) {
          draft.dns(server);
        }
      } else if (key.equals("dns-search")) {
        for (String domain : ConfigText.split(value.replace(',', ';'), ';')) {
          draft.search(domain);
        }
      }
    }
  }

  /** Keys are address, address1, addresses, addresses1 and so on. */
  private static boolean isNumbered(String key, String name) {
    int end = key.length();
    while (end > 0 && key.charAt(end - 1) >= '0' && key.charAt(end - 1) <= '9') {
      end--;
    }
    String bare = key.substring(0, end);
    return bare.equals(name) || bare.equals(name + "es") || bare.equals(name + "s");
  }

  /** An address is {@code address/length,gateway}, or {@code address;length;gateway;} of old. */
  private static void address(String value, InterfaceDraft draft) throws UnsupportedImageException {
    List<String> parts = ConfigText.split(value.replace(',', ';'), ';');
    if (parts.isEmpty()) {
      return;
    }
    boolean old =
        parts.getFirst().indexOf('/') < 0
            && parts.size() > 1
            && Numbers.parse(parts.get(1), 128) >= 0;
    draft.address(old ? parts.getFirst() + "/" + parts.get(1) : parts.getFirst());
    int at = old ? 2 : 1;
    if (parts.size() > at && !isUnspecified(parts.get(at))) {
      draft.gateway(parts.get(at));
    }
  }

  private static boolean isUnspecified(String address) {
    return address.equals("0.0.0.0") || address.equals("::");
  }

  /** A route is {@code network/length,gateway,metric}. */
  private static void route(String value, InterfaceDraft draft) throws UnsupportedImageException {
    List<String> parts = ConfigText.split(value, ',');
    if (parts.size() > 1
        && (parts.getFirst().equals("0.0.0.0/0") || parts.getFirst().equals("::/0"))
        && !isUnspecified(parts.get(1))) {
      draft.gateway(parts.get(1));
    }
  }

  private static boolean isMainTable(String options) {
    for (String option : ConfigText.split(options, ',')) {
      if (option.startsWith("table=") && !option.equals("table=254")) {
        return false;
      }
      if (option.startsWith("type=") && !option.equals("type=unicast")) {
        return false;
      }
    }
    return true;
  }
}
