package io.guestkit.inspect.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.NetworkInterface;
import io.guestkit.report.OperatingSystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged files of each format end in interfaces or problems. */
class NetworkMutationsTest {
  private static final String IFUPDOWN =
      """
      source /etc/network/interfaces.d/*
      auto eth0
      iface eth0 inet static
        address 192.0.2.10/24
        netmask 255.255.255.0
        gateway 192.0.2.1
        bridge_ports eth1 eth2
        vlan-raw-device eth3
      iface eth1 inherits eth0
      iface eth1.20 inet6 auto
      source-directory x
      """;

  private static final String NETPLAN =
      """
      %YAML 1.1
      ---
      network:
        version: 2
        ethernets:
          ens3: &a
            match: {macaddress: "52:54:00:12:34:56"}
            addresses: [192.0.2.10/24, "2001:db8::10/64", {10.1.1.1/16: {label: x}}]
            routes: [{to: default, via: 192.0.2.1}]
            nameservers: {addresses: [192.0.2.53], search: [example.net]}
            set-name: ens3
          eth1: *a
        wifis: {wl0: {access-points: {"x\\u0041": {password: !!str 'p''w'}}}}
        vlans:
          vlan10:
            id: 10
            link: "eth1"
            text: |+2
              block
            folded: >-
              text
      ...
      """;

  private static final String NETWORKD =
      """
      [Match]
      Name=enp1s0 en*
      MACAddress=02:00:00:00:00:01
      [Network]
      DHCP=ipv6
      Address=192.0.2.10/24
      Gateway=192.0.2.1
      DNS=192.0.2.53#dns.example [2001:db8::53]:53
      VLAN=v7 \\
        v8
      [Route]
      Destination=::/0
      Gateway=fe80::1%eth0
      [Link]
      MTUBytes=2K
      """;

  private static final String KEYFILE =
      """
      [connection]
      uuid=1
      type=vlan
      master=1
      interface-name=wlp2s0
      [vlan]
      id=5
      parent=1
      [ipv4]
      method=manual
      address1=192.0.2.10/24,192.0.2.1
      addresses=192.0.2.11;24;0.0.0.0;
      dns=192.0.2.53;\\s;
      route1=0.0.0.0/0,192.0.2.2,100
      route1_options=table=100
      """;

  private static final String IFCFG =
      """
      DEVICE="eth0:1"
      IPADDR1=192.0.2.11
      NETMASK1=255.255.255.128
      IPV6ADDR="2001:db8::11/64 x"
      BRIDGE=eth0
      VLAN=yes
      BONDING_SLAVE0=eth7
      GATEWAY=192.0.2.1
      ADDRESS0=0.0.0.0
      default 192.0.2.1 - eth0
      default via 192.0.2.2 dev eth0
      STARTMODE='auto'
      """;

  private static final String RESOLVER =
      """
      nameserver 192.0.2.53
      search example.net
      [Resolve]
      DNS=192.0.2.53#a [::1]:53
      Domains=~. example.net
      """;

  @ParameterizedTest
  @CsvSource({
    "ifupdown, /etc/network/interfaces",
    "netplan, /etc/netplan/a.yaml",
    "networkd, /etc/systemd/network/a.network",
    "networkd, /etc/systemd/network/a.netdev",
    "keyfile, /etc/NetworkManager/system-connections/a",
    "ifcfg, /etc/sysconfig/network-scripts/ifcfg-eth0",
    "ifcfg, /etc/sysconfig/network-scripts/route-eth0",
    "ifcfg, /etc/sysconfig/network/ifcfg-eth0",
    "ifcfg, /etc/sysconfig/network/routes",
    "resolver, /etc/resolv.conf",
    "resolver, /etc/systemd/resolved.conf",
  })
  void endInInterfacesOrProblems(String format, String path) {
    byte[] text = text(format).getBytes(StandardCharsets.UTF_8);
    String whole = path.substring(0, path.lastIndexOf('/')) + "/ifcfg-eth0";

    Mutations.run(
        text,
        List.of(),
        (damaged, session) -> {
          MemoryFilesystem tree = MemoryFilesystem.create(session).directory("/etc");
          if (format.equals("ifcfg")) {
            tree.file(whole, text);
          }
          if (path.endsWith("resolved.conf")) {
            tree.link("/etc/resolv.conf", "/run/systemd/resolve/x");
          }
          InspectionNotes notes = new InspectionNotes();
          OperatingSystem system =
              Guests.inspect(tree.file(path, damaged), notes, "network_interfaces", "resolver");

          for (NetworkInterface each : system.networkInterfaces()) {
            assertThat(each.cidr()).allMatch(cidr -> cidr.indexOf('/') > 0);
          }
          assertThat(notes.problems().size()).isLessThan(20);
        });
  }

  private static String text(String format) {
    return switch (format) {
      case "ifupdown" -> IFUPDOWN;
      case "netplan" -> NETPLAN;
      case "networkd" -> NETWORKD;
      case "keyfile" -> KEYFILE;
      case "ifcfg" -> IFCFG;
      default -> RESOLVER;
    };
  }
}
