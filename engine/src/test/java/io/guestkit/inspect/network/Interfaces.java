package io.guestkit.inspect.network;

import io.guestkit.filesystem.Filesystem;
import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.NetworkInterface;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The interfaces of trees as text: every component, those left out that are null or empty. */
final class Interfaces {
  private Interfaces() {}

  static List<String> of(Filesystem tree, InspectionNotes notes) throws IOException {
    List<String> lines = new ArrayList<>();
    for (NetworkInterface each :
        Guests.inspect(tree, notes, "network_interfaces").networkInterfaces()) {
      lines.add(line(each) + " " + each.configurator() + " " + each.path());
    }
    return lines;
  }

  /** Returns what an interface is, without what configures it. */
  static String line(NetworkInterface each) {
    StringBuilder line = new StringBuilder(each.name()).append(' ').append(each.type());
    line.append(each.enabled() ? " up" : " down");
    list(line, "cidr", each.cidr());
    list(line, "gateway", each.gateway());
    list(line, "dns", each.dns());
    list(line, "search", each.dnsSearch());
    line.append(each.mac() == null ? "" : " mac=" + each.mac());
    line.append(each.dhcpIpv4() ? " dhcp4" : "").append(each.dhcpIpv6() ? " dhcp6" : "");
    line.append(each.vlan() == null ? "" : " vlan=" + each.vlan());
    line.append(each.parent() == null ? "" : " parent=" + each.parent());
    list(line, "members", each.members());
    line.append(each.mtu() == null ? "" : " mtu=" + each.mtu());
    return line.toString();
  }

  private static void list(StringBuilder line, String name, List<String> values) {
    if (!values.isEmpty()) {
      line.append(' ').append(name).append('=').append(String.join(",", values));
    }
  }
}
