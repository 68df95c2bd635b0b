package io.guestkit.inspect.network.ifcfg;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.network.config.ConfigText;
import io.guestkit.inspect.network.config.InterfaceDraft;
import io.guestkit.inspect.network.config.InterfaceList;
import io.guestkit.inspect.network.ifcfg.IfcfgDirectory.Ifcfg;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SUSE's interfaces. Sources: ifcfg(5), routes(5), ifcfg-bonding(5), ifcfg-bridge(5). */
public final class SuseFiles {
  private static final String DIRECTORY = "/etc/sysconfig/network";

  private final IfcfgDirectory directory;
  private final InterfaceList list;
  private final String configurator;
  private final Map<String, InterfaceDraft> drafts = new LinkedHashMap<>();

  private SuseFiles(FactFiles files, InterfaceList list) throws IOException {
    this.directory = new IfcfgDirectory(files, DIRECTORY);
    this.list = list;
    this.configurator = files.exists("/etc/wicked") ? "wicked" : "ifcfg";
  }

  /** Adds the interfaces; a Red Hat has a file of this name, and none of these. */
  public static void read(FactFiles files, InterfaceList list) throws IOException {
    SuseFiles reader = new SuseFiles(files, list);
    for (Ifcfg ifcfg : reader.directory.ifcfgs()) {
      reader.ifcfg(ifcfg);
    }
    if (!reader.drafts.isEmpty()) {
      reader.routes("routes", null);
    }
  }

  private void ifcfg(Ifcfg ifcfg) throws IOException {
    InterfaceDraft draft = list.add(ifcfg.suffix(), configurator, ifcfg.path());
    drafts.put(ifcfg.suffix(), draft);
    switch (ifcfg.value("STARTMODE")) {
      case "auto", "onboot", "on", "boot", "hotplug", "nfsroot", "ifplugd" -> draft.bringUp();
      default -> {}
    }
    addresses(ifcfg, draft);
    link(ifcfg, draft);
    routes("ifroute-" + ifcfg.suffix(), draft);
    draft.vlanByName();
  }

  private static void addresses(Ifcfg ifcfg, InterfaceDraft draft)
      throws UnsupportedImageException {
    for (String protocol : ConfigText.split(ifcfg.value("BOOTPROTO"), '+')) {
      if (protocol.equals("dhcp") || protocol.equals("dhcp4")) {
        draft.dhcpIpv4();
      }
      if (protocol.equals("dhcp") || protocol.equals("dhcp6")) {
        draft.dhcpIpv6();
      }
    }
    for (Map.Entry<String, String> value : ifcfg.values().entrySet()) {
      if (value.getKey().startsWith("IPADDR") && !value.getValue().isEmpty()) {
        String suffix = value.getKey().substring("IPADDR".length());
        draft.address(value.getValue(), ifcfg.firstOf("PREFIXLEN" + suffix, "NETMASK" + suffix));
      }
    }
  }

  private static void link(Ifcfg ifcfg, InterfaceDraft draft) throws UnsupportedImageException {
    draft.mac(ifcfg.value("LLADDR"));
    draft.mtu(ifcfg.value("MTU"));
    if (!ifcfg.value("ETHERDEVICE").isEmpty()) {
      draft.type("vlan");
      draft.parent(ifcfg.value("ETHERDEVICE"));
      draft.vlan(ifcfg.value("VLAN_ID"));
    }
    if (ifcfg.value("BONDING_MASTER").equals("yes")) {
      draft.type("bond");
      for (Map.Entry<String, String> value : ifcfg.values().entrySet()) {
        if (value.getKey().startsWith("BONDING_SLAVE") && !value.getValue().isEmpty()) {
          draft.member(value.getValue());
        }
      }
    }
    if (ifcfg.value("BRIDGE").equals("yes")) {
      draft.type("bridge");
      for (String port : ConfigText.words(ifcfg.value("BRIDGE_PORTS"))) {
        draft.member(port);
      }
    }
    if (!ifcfg.value("TUNNEL").isEmpty()) {
      draft.type("tunnel");
    }
    if (ifcfg.values().containsKey("WIRELESS_ESSID") || ifcfg.value("WIRELESS").equals("yes")) {
      draft.type("wifi");
    }
    if (ifcfg.value("DUMMY").equals("yes") || ifcfg.value("INTERFACETYPE").equals("dummy")) {
      draft.type("dummy");
    }
  }

  /** A route that names no interface is for those that reach its gateway. */
  private void routes(String file, @Nullable InterfaceDraft own) throws IOException {
    for (Routes.DefaultRoute route : Routes.ofColumns(directory.file(file).orElse(""))) {
      InterfaceDraft named = route.device().isEmpty() ? own : drafts.get(route.device());
      if (named != null) {
        named.gateway(route.gateway());
      } else if (route.device().isEmpty()) {
        for (InterfaceDraft draft : drafts.values()) {
          if (draft.reaches(route.gateway())) {
            draft.gateway(route.gateway());
          }
        }
      }
    }
  }
}
