package io.guestkit.inspect.network.netplan;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.network.config.InterfaceDraft;
import io.guestkit.inspect.network.config.InterfaceList;
import io.guestkit.inspect.network.config.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the files say of one interface, a later one after an earlier one. Source: netplan(5). */
final class Definition {
  /** Values of one kind: a later one replaces an earlier one. */
  private static final List<String> SCALARS =
      List.of(
          "activation-mode",
          "dhcp4",
          "dhcp6",
          "gateway4",
          "gateway6",
          "id",
          "infiniband-mode",
          "link",
          "macaddress",
          "mode",
          "mtu",
          "set-name");

  private final String section;
  private final String id;
  private String path;
  private boolean matches;
  private final Map<String, String> values = new HashMap<>();
  private final List<String> addresses = new ArrayList<>();
  private final List<String> gateways = new ArrayList<>();
  private final List<String> dns = new ArrayList<>();
  private final List<String> search = new ArrayList<>();
  private final List<String> members = new ArrayList<>();

  /**
   * @param section plural of its type, such as ethernets
   * @param id name that netplan gives it
   */
  Definition(String section, String id, String path) {
    this.section = section;
    this.id = id;
    this.path = path;
  }

  /** Takes in what one more file says. */
  void add(YamlNode node, String file, InterfaceList list) throws UnsupportedImageException {
    path = file;
    for (String key : SCALARS) {
      put(key, node.field(key));
    }
    YamlNode match = node.field("match");
    matches |= node.fields().containsKey("match");
    put("match.name", match.field("name"));
    put("match.macaddress", match.field("macaddress"));
    collect(node.field("addresses"), addresses, list);
    YamlNode nameservers = node.field("nameservers");
    collect(nameservers.field("addresses"), dns, list);
    collect(nameservers.field("search"), search, list);
    collect(node.field("interfaces"), members, list);
    for (YamlNode route : node.field("routes").items()) {
      list.count();
      if (isDefault(route)) {
        gateways.add(route.field("via").text());
      }
    }
  }

  private void put(String key, YamlNode node) {
    if (!node.text().isEmpty()) {
      values.put(key, node.text());
    }
  }

  /** Adds the texts of a list; an address with options is a mapping of the one to the others. */
  private static void collect(YamlNode node, List<String> texts, InterfaceList list)
      throws UnsupportedImageException {
    for (YamlNode item : node.items()) {
      list.count();
      if (!item.text().isEmpty()) {
        texts.add(item.text());
      } else if (!item.fields().isEmpty()) {
        texts.add(item.fields().keySet().iterator().next());
      }
    }
  }

  private static boolean isDefault(YamlNode route) {
    String to = route.field("to").text();
    String table = route.field("table").text();
    String type = route.field("type").text();
    return (to.equals("default") || to.equals("0.0.0.0/0") || to.equals("::/0"))
        && (table.isEmpty() || table.equals("254"))
        && (type.isEmpty() || type.equals("unicast"))
        && !route.field("via").text().isEmpty();
  }

  private String value(String key) {
    return values.getOrDefault(key, "");
  }

  /**
   * Returns the name of the interface, or the pattern of names: the definition's own name is the
   * interface's where nothing else is matched.
   */
  String name() {
    if (!value("set-name").isEmpty()) {
      return value("set-name");
    }
    if (!value("match.name").isEmpty()) {
      return value("match.name");
    }
    return matches ? "*" : id;
  }

  /** Adds the interface to a list. */
  void describe(InterfaceList list, Map<String, Definition> others)
      throws UnsupportedImageException {
    InterfaceDraft draft = list.add(name(), "netplan", path);
    draft.type(type());
    if (value("activation-mode").isEmpty()) {
      draft.bringUp();
    }
    if (Numbers.isYes(value("dhcp4"))) {
      draft.dhcpIpv4();
    }
    if (Numbers.isYes(value("dhcp6"))) {
      draft.dhcpIpv6();
    }
    draft.mac(value("macaddress"));
    draft.foundByMac(value("match.macaddress"));
    draft.mtu(value("mtu"));
    for (String address : addresses) {
      draft.address(address);
    }
    gateways(draft);
    for (String server : dns) {
      draft.dns(server);
    }
    for (String domain : search) {
      draft.search(domain);
    }
    for (String member : members) {
      draft.member(name(member, others));
    }
    if (section.equals("vlans")) {
      draft.vlan(value("id"));
      draft.parent(name(value("link"), others));
    }
  }

  private void gateways(InterfaceDraft draft) throws UnsupportedImageException {
    for (String key : List.of("gateway4", "gateway6")) {
      if (!value(key).isEmpty()) {
        draft.gateway(value(key));
      }
    }
    for (String gateway : gateways) {
      draft.gateway(gateway);
    }
  }

  private static String name(String id, Map<String, Definition> others) {
    Definition other = others.get(id);
    return other == null || other.name().equals("*") ? id : other.name();
  }

  private String type() {
    return switch (section) {
      case "ethernets" -> value("infiniband-mode").isEmpty() ? "ethernet" : "infiniband";
      case "wifis" -> "wifi";
      case "modems" -> "modem";
      case "tunnels" -> value("mode").equals("wireguard") ? "wireguard" : "tunnel";
      case "dummy-devices" -> "dummy";
      default -> section.substring(0, section.length() - 1);
    };
  }
}
