package io.guestkit.inspect.network.ifcfg;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.network.config.ConfigText;
import io.guestkit.inspect.network.config.InterfaceDraft;
import io.guestkit.inspect.network.config.InterfaceList;
import io.guestkit.inspect.network.ifcfg.IfcfgDirectory.Ifcfg;
import io.guestkit.version.Assignments;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Red Hat's interfaces. Sources: initscripts' sysconfig.txt; nm-settings-ifcfg-rh(5). */
public final class RedHatFiles {
  private static final String DIRECTORY = "/etc/sysconfig/network-scripts";
  private static final String GLOBAL = "/etc/sysconfig/network";

  private final FactFiles files;
  private final IfcfgDirectory directory;
  private final InterfaceList list;
  private final Map<String, InterfaceDraft> drafts = new LinkedHashMap<>();

  /** Names of interfaces by the identifiers of their connections. */
  private final Map<String, String> names = new HashMap<>();

  private RedHatFiles(FactFiles files, InterfaceList list) {
    this.files = files;
    this.list = list;
    this.directory = new IfcfgDirectory(files, DIRECTORY);
  }

  /** Adds the interfaces. */
  public static void read(FactFiles files, InterfaceList list) throws IOException {
    new RedHatFiles(files, list).read();
  }

  private void read() throws IOException {
    List<Ifcfg> ifcfgs = directory.ifcfgs();
    for (Ifcfg ifcfg : ifcfgs) {
      ifcfg(ifcfg);
    }
    for (Ifcfg ifcfg : ifcfgs) {
      member(ifcfg, "bond", ifcfg.firstOf("MASTER", "MASTER_UUID"));
      member(ifcfg, "bridge", ifcfg.firstOf("BRIDGE", "BRIDGE_UUID"));
      member(ifcfg, null, ifcfg.firstOf("TEAM_MASTER", "TEAM_MASTER_UUID"));
    }
    if (!ifcfgs.isEmpty()) {
      globalGateway();
    }
  }

  /** The name that a file is for; one that asks for a hardware address alone is for any name. */
  private static String name(Ifcfg ifcfg) {
    String device = ifcfg.value("DEVICE");
    if (!device.isEmpty()) {
      return device;
    }
    return ifcfg.value("HWADDR").isEmpty() ? ifcfg.suffix() : "*";
  }

  private void ifcfg(Ifcfg ifcfg) throws IOException {
    String full = name(ifcfg);
    int colon = full.indexOf(':');
    String name = colon > 0 ? full.substring(0, colon) : full;
    InterfaceDraft draft = drafts.get(name);
    boolean known = draft != null && (colon > 0 || !name.equals("*"));
    if (draft == null || !known) {
      draft = list.add(name, "ifcfg", ifcfg.path());
      drafts.put(name, draft);
    }
    if (!ifcfg.value("UUID").isEmpty()) {
      names.put(ifcfg.value("UUID"), name);
    }
    String onBoot = ifcfg.value("ONBOOT").toLowerCase(Locale.ROOT);
    if (colon < 0 && !onBoot.equals("no") && !onBoot.equals("false") && !onBoot.equals("0")) {
      draft.bringUp();
    }
    link(ifcfg, draft);
    addresses(ifcfg, draft);
    routes(ifcfg.suffix(), draft);
    draft.vlanByName();
  }

  private static void link(Ifcfg ifcfg, InterfaceDraft draft) {
    if (ifcfg.value("VLAN").equalsIgnoreCase("yes")) {
      draft.type("vlan");
      draft.vlan(ifcfg.value("VLAN_ID"));
      draft.parent(ifcfg.value("PHYSDEV"));
    }
    if (ifcfg.value("BONDING_MASTER").equalsIgnoreCase("yes")
        || !ifcfg.value("BONDING_OPTS").isEmpty()) {
      draft.type("bond");
    }
    draft.type(type(ifcfg.value("TYPE")));
    if (ifcfg.value("TYPE").equalsIgnoreCase("Ethernet")) {
      draft.typeOtherwise("ethernet"); // older files say so of VLANs and bonds too
    }
    draft.mac(ifcfg.value("MACADDR"));
    draft.foundByMac(ifcfg.value("HWADDR"));
    draft.mtu(ifcfg.value("MTU"));
  }

  private static @Nullable String type(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "wireless" -> "wifi";
      case "bond", "bridge", "vlan", "infiniband", "dummy" -> type.toLowerCase(Locale.ROOT);
      case "ipip", "gre", "sit", "tun", "tap", "iptunnel" -> "tunnel";
      case "modem" -> "modem";
      default -> null;
    };
  }

  private static void addresses(Ifcfg ifcfg, InterfaceDraft draft)
      throws UnsupportedImageException {
    switch (ifcfg.value("BOOTPROTO").toLowerCase(Locale.ROOT)) {
      case "dhcp", "bootp" -> draft.dhcpIpv4();
      default -> {}
    }
    if (ifcfg.value("DHCPV6C").equalsIgnoreCase("yes")) {
      draft.dhcpIpv6();
    }
    for (Map.Entry<String, String> value : ifcfg.values().entrySet()) {
      String key = value.getKey();
      if (key.startsWith("IPADDR") && isNumber(key, "IPADDR") && !value.getValue().isEmpty()) {
        String number = key.substring("IPADDR".length());
        draft.address(value.getValue(), ifcfg.firstOf("PREFIX" + number, "NETMASK" + number));
      } else if (key.startsWith("DNS") && isNumber(key, "DNS") && !value.getValue().isEmpty()) {
        draft.dns(value.getValue());
      } else if (key.equals("IPV6ADDR") || key.equals("IPV6ADDR_SECONDARIES")) {
        for (String address : ConfigText.words(value.getValue())) {
          draft.address(address);
        }
      } else if (key.equals("DOMAIN")) {
        for (String domain : ConfigText.words(value.getValue())) {
          draft.search(domain);
        }
      }
    }
    if (!ifcfg.value("DEFROUTE").equalsIgnoreCase("no") && !ifcfg.value("GATEWAY").isEmpty()) {
      draft.gateway(ifcfg.value("GATEWAY"));
    }
    if (!ifcfg.value("IPV6_DEFROUTE").equalsIgnoreCase("no")
        && !ifcfg.value("IPV6_DEFAULTGW").isEmpty()) {
      draft.gateway(ifcfg.value("IPV6_DEFAULTGW"));
    }
  }

  private static boolean isNumber(String key, String name) {
    for (int i = name.length(); i < key.length(); i++) {
      if (key.charAt(i) < '0' || key.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private void routes(String suffix, InterfaceDraft draft) throws IOException {
    for (String prefix : List.of("route-", "route6-")) {
      String text = directory.file(prefix + suffix).orElse("");
      for (Routes.DefaultRoute route : Routes.ofIpRoute(text)) {
        draft.gateway(route.gateway());
      }
      for (Routes.DefaultRoute route : Routes.ofAssignments(Assignments.parse(text))) {
        draft.gateway(route.gateway());
      }
    }
  }

  private void member(Ifcfg ifcfg, @Nullable String type, String controller)
      throws UnsupportedImageException {
    InterfaceDraft draft = drafts.get(names.getOrDefault(controller, controller));
    if (draft != null) {
      draft.type(type);
      if (!name(ifcfg).equals("*")) {
        draft.member(name(ifcfg));
      }
    }
  }

  /** The gateway of the whole system is for the interfaces that reach it and have none. */
  private void globalGateway() throws IOException {
    Map<String, String> global = Assignments.parse(files.text(GLOBAL).orElse(""));
    String device = global.getOrDefault("GATEWAYDEV", "");
    for (String key : List.of("GATEWAY", "IPV6_DEFAULTGW")) {
      String gateway = global.getOrDefault(key, "");
      for (InterfaceDraft draft : drafts.values()) {
        boolean fits = device.isEmpty() ? draft.reaches(gateway) : draft.name().equals(device);
        if (!gateway.isEmpty() && fits && !draft.hasGateway()) {
          draft.gateway(gateway);
        }
      }
    }
  }
}
