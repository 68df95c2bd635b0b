package io.guestkit.inspect.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.InspectionNotes;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkdTest {
  private static final String ETC = "/etc/systemd/network/";
  private static final String VENDOR = "/usr/lib/systemd/network/";

  private final InspectionNotes notes = new InspectionNotes();

  private List<String> read(MemoryFilesystem tree) throws IOException {
    List<String> lines = Interfaces.of(tree, notes);
    assertThat(notes.problems()).isEmpty();
    return lines;
  }

  @Test
  void readsEverySection() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(
                ETC + "10-lan.network",
                """
                # comment
                [Match]
                Name=enp1s0 \\
                # within
                  enp2s0
                [Link]
                MACAddress=02-00-00-00-00-0A
                MTUBytes=2K
                [Network]
                DHCP=ipv6
                Address=192.0.2.10/24
                Address=192.0.2.20
                Gateway=192.0.2.1
                Gateway=_ipv6ra
                DNS=9.9.9.9
                DNS=
                DNS=192.0.2.53#dns.example [2001:db8::53]:53
                Domains=example.net ~corp.example
                [Address]
                Address=2001:0db8::10/64
                [Route]
                Destination=10.0.0.0/8
                Gateway=192.0.2.2
                [Route]
                Destination=::/0
                Gateway=fe80::1
                [Route]
                Gateway=192.0.2.3
                Table=100
                """);

    String rest =
        " ethernet up cidr=192.0.2.10/24,192.0.2.20/32,2001:db8::10/64 gateway=192.0.2.1,fe80::1"
            + " dns=192.0.2.53,2001:db8::53 search=example.net mac=02:00:00:00:00:0a dhcp6 mtu=2048"
            + " networkd "
            + ETC
            + "10-lan.network";
    assertThat(read(tree)).containsExactly("enp1s0" + rest, "enp2s0" + rest);
  }

  @Test
  void devicesAreJoinedWithTheirNetworks() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(ETC + "bond.netdev", "[NetDev]\nName=bond0\nKind=bond\nMTUBytes=9000\n")
            .file(ETC + "bond.network", "[Match]\nName=bond0\n[Network]\nVLAN=v7\nBridge=br0\n")
            .file(
                ETC + "br.netdev",
                "[NetDev]\nName=br0\nKind=bridge\nMACAddress=02:00:00:00:00:01\n")
            .file(ETC + "port.network", "[Match]\nName=eth*\n[Network]\nBond=bond0\n")
            .file(ETC + "v7.netdev", "[NetDev]\nName=v7\nKind=vlan\n[VLAN]\nId=7\n")
            .file(
                ETC + "wg.netdev",
                "[NetDev]\nName=wg0\nKind=wireguard\n[WireGuard]\nPrivateKey=topsecret\n");

    assertThat(read(tree))
        .containsExactly(
            "bond0 bond up members=eth* mtu=9000 networkd " + ETC + "bond.network",
            "br0 bridge up mac=02:00:00:00:00:01 members=bond0 networkd " + ETC + "br.netdev",
            "eth* ethernet up networkd " + ETC + "port.network",
            "v7 vlan up vlan=7 parent=bond0 networkd " + ETC + "v7.netdev",
            "wg0 wireguard up networkd " + ETC + "wg.netdev");
  }

  @Test
  void filesHideTheirNamesakesAndHaveDropIns() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(VENDOR + "a.network", "[Match]\nName=no\n")
            .file(ETC + "a.network", "[Match]\nName=eth0\n[Network]\nDHCP=yes\n")
            .file(VENDOR + "a.network.d/20.conf", "[Network]\nDHCP=no\n")
            .file(ETC + "a.network.d/10.conf", "[Network]\nDHCP=ipv4\nDNS=1.1.1.1\n")
            .file(VENDOR + "masked.network", "[Match]\nName=no\n")
            .link(ETC + "masked.network", "/dev/null")
            .file(VENDOR + "z.network", "[Match]\nName=eth1\n[Network]\nDHCP=ipv4\n")
            .file(VENDOR + "z.network.example", "[Match]\nName=no\n");

    assertThat(read(tree))
        .containsExactly(
            "eth0 ethernet up dns=1.1.1.1 networkd " + ETC + "a.network",
            "eth1 ethernet up dhcp4 networkd " + VENDOR + "z.network");
  }

  @Test
  void theFirstFileForANameCounts() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(ETC + "10.network", "[Match]\nName=eth0\n[Network]\nDHCP=ipv4\n")
            .file(ETC + "20.network", "[Match]\nName=e*\n[Network]\nDHCP=ipv6\n")
            .file(ETC + "30.network", "[Match]\nName=eth0 eth1 wl0\n")
            .file(ETC + "40.network", "[Match]\nName=!lo docker*\n")
            .file(ETC + "50.network", "[Match]\nMACAddress=02:00:00:00:00:01\nType=wlan\n");

    assertThat(read(tree))
        .containsExactly(
            "!lo docker* null up networkd " + ETC + "40.network",
            "* wifi up mac=02:00:00:00:00:01 networkd " + ETC + "50.network",
            "e* null up dhcp6 networkd " + ETC + "20.network",
            "eth0 ethernet up dhcp4 networkd " + ETC + "10.network",
            "wl0 null up networkd " + ETC + "30.network");
  }

  /** Those of systemd 252 and 257. */
  @Test
  void filesOfPackagesForWhatIsMadeAtRunTimeAreNoInterfaces() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(VENDOR + "80-ve.network", "[Match]\nName=ve-*\nKind=veth\n")
            .file(VENDOR + "80-vz.network", "[Match]\nName=vz-*\nDriver=bridge\n")
            .file(VENDOR + "80-6rd.network", "[Match]\nName=6rd-*\nType=sit\n")
            .file(VENDOR + "80-wifi.network", "[Match]\nType=wlan\nWLANInterfaceType=ad-hoc\n")
            .file(VENDOR + "80-host0.network", "[Match]\nVirtualization=container\nName=host0\n")
            .file(
                ETC + "80-own.network",
                "[Match]\nName=vb-*\nKind=bridge\n[Network]\nAddress=0.0.0.0/28\nAddress=::/64\n")
            .file(VENDOR + "zz-default.network", "[Match]\nName=*\n[Network]\nDHCP=yes\n");

    assertThat(read(tree))
        .containsExactly(
            "* null up dhcp4 dhcp6 networkd " + VENDOR + "zz-default.network",
            "vb-* null up networkd " + ETC + "80-own.network");
  }

  @Test
  void linksSayWhatNetworksDoNot() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(ETC + "10-a.network", "[Match]\nName=lan0\n")
            .file(
                ETC + "10-a.link",
                "[Match]\nPermanentMACAddress=02:00:00:00:00:01\n[Link]\nName=lan0\nMTUBytes=1400\n")
            .file(ETC + "10-b.link", "[Match]\nOriginalName=eth9\n[Link]\nMTUBytes=1300\n")
            .file(VENDOR + "99-default.link", "[Match]\nOriginalName=*\n[Link]\nMTUBytes=1200\n");

    assertThat(read(tree))
        .containsExactly(
            "lan0 null up mac=02:00:00:00:00:01 mtu=1400 networkd " + ETC + "10-a.network");
  }

  @ParameterizedTest
  @CsvSource({
    "ActivationPolicy=up, up",
    "ActivationPolicy=always-up, up",
    "ActivationPolicy=bound, up",
    "ActivationPolicy=manual, down",
    "ActivationPolicy=down, down",
    "ActivationPolicy=always-down, down",
    "Unmanaged=yes, down",
  })
  void linksThatAreNotBroughtUp(String setting, String state) throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(ETC + "a.network", "[Match]\nName=eth0\n[Link]\n" + setting + "\n");

    assertThat(read(tree))
        .containsExactly("eth0 ethernet " + state + " networkd " + ETC + "a.network");
  }
}
