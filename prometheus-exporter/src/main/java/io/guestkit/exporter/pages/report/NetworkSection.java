package io.guestkit.exporter.pages.report;

import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Sizes;
import io.guestkit.exporter.pages.html.Table;
import io.guestkit.report.NetworkInterface;
import io.guestkit.report.OperatingSystem;
import java.util.ArrayList;
import java.util.List;

/** The configured network interfaces of a system. */
final class NetworkSection {
  private NetworkSection() {}

  static void write(Html html, OperatingSystem system, String of) {
    List<NetworkInterface> interfaces = system.networkInterfaces();
    html.open("section", "card").element("h2", "Network" + of);
    if (interfaces.isEmpty()) {
      html.element("p", "No network interface is configured.").close();
      return;
    }
    int shown = Math.min(interfaces.size(), Table.MAX_ROWS);
    Table table = new Table(html, Sizes.count(interfaces.size(), "interface"));
    table.columns("Name", "Type", "Addresses", "Gateway", "Hardware address", "Configured by");
    for (NetworkInterface configured : interfaces.subList(0, shown)) {
      String type = configured.type();
      String mac = configured.mac();
      table
          .row()
          .cells(
              configured.name(),
              type == null ? "" : type,
              addresses(configured),
              String.join(", ", configured.gateway()),
              mac == null ? "" : mac,
              configured.configurator() + ", " + configured.path());
    }
    table.end(shown, interfaces.size(), "");
    html.close();
  }

  private static String addresses(NetworkInterface configured) {
    List<String> addresses = new ArrayList<>(configured.cidr());
    if (configured.dhcpIpv4()) {
      addresses.add("DHCP");
    }
    if (configured.dhcpIpv6()) {
      addresses.add("DHCPv6");
    }
    return String.join(", ", addresses);
  }
}
