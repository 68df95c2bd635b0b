package io.guestkit.inspect.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyfilesTest {
  private static final String ETC = "/etc/NetworkManager/system-connections/";
  private static final String VENDOR = "/usr/lib/NetworkManager/system-connections/";

  private final InspectionNotes notes = new InspectionNotes();

  private List<String> read(MemoryFilesystem tree) throws IOException {
    List<String> lines = Interfaces.of(tree, notes);
    assertThat(notes.problems()).isEmpty();
    return lines;
  }

  @Test
  void readsWhatTellsAddressesAndNoSecrets() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(
                ETC + "home",
                """
                [connection]
                id=Home
                uuid=1
                type=wifi
                autoconnect=false
                interface-name=wlp2s0

                [wifi]
                cloned-mac-address=random
                mac-address=02:00:00:00:00:0A
                mtu=1400
                ssid=home

                [wifi-security]
                psk=topsecret

                [ipv4]
                method=manual
                address1=192.0.2.10/24,192.0.2.1
                address2=192.0.2.11
                dns=192.0.2.53;192.0.2.54;
                dns-search=example.net;
                route1=0.0.0.0/0,192.0.2.2,100
                route2=10.0.0.0/8,192.0.2.3
                route3=0.0.0.0/0,192.0.2.4
                route3_options=table=100
                route4=0.0.0.0/0,192.0.2.5
                route4_options=onlink=true

                [ipv6]
                method=dhcp
                gateway=fe80::1
                never-default=true
                """);

    assertThat(read(tree))
        .containsExactly(
            "wlp2s0 wifi down cidr=192.0.2.10/24,192.0.2.11/32 gateway=192.0.2.1,192.0.2.2,192.0.2.5"
                + " dns=192.0.2.53,192.0.2.54 search=example.net mac=02:00:00:00:00:0a dhcp6"
                + " mtu=1400 networkmanager "
                + ETC
                + "home");
  }

  @Test
  void theFormsOfOldVersionsAreRead() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(
                ETC + "old",
                """
                [connection]
                type=802-3-ethernet
                [802-3-ethernet]
                mac-address=02:00:00:00:00:01
                cloned-mac-address=02:00:00:00:00:02
                [ipv4]
                method=manual
                addresses1=192.0.2.10;24;192.0.2.1;
                addresses2=192.0.2.11;24;0.0.0.0;
                [ipv6]
                method=ignore
                address1=2001:db8::1/64
                """);

    assertThat(read(tree))
        .containsExactly(
            "* ethernet up cidr=192.0.2.10/24,192.0.2.11/24 gateway=192.0.2.1"
                + " mac=02:00:00:00:00:02 networkmanager "
                + ETC
                + "old");
  }

  @Test
  void connectionsBelongTogetherByNameOrIdentifier() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(ETC + "a", "[connection]\nuuid=u-bond\ntype=bond\ninterface-name=bond0\n")
            .file(
                ETC + "b",
                "[connection]\nuuid=u-1\ntype=ethernet\ninterface-name=eth1\ncontroller=u-bond\n")
            .file(
                ETC + "c",
                "[connection]\nuuid=u-2\ntype=ethernet\ninterface-name=eth2\nmaster=bond0\n")
            .file(ETC + "d", "[connection]\nuuid=u-3\ntype=ethernet\nmaster=bond0\n")
            .file(
                ETC + "e",
                "[connection]\ntype=vlan\ninterface-name=v5\n[vlan]\nid=5\nparent=u-bond\n")
            .file(
                ETC + "f",
                "[connection]\ntype=bridge\ninterface-name=br0\n[bridge]\nmac-address=02:00:00:00:00:01\n");

    assertThat(read(tree))
        .containsExactly(
            "* ethernet up networkmanager " + ETC + "d",
            "bond0 bond up members=eth1,eth2 networkmanager " + ETC + "a",
            "br0 bridge up mac=02:00:00:00:00:01 networkmanager " + ETC + "f",
            "eth1 ethernet up networkmanager " + ETC + "b",
            "eth2 ethernet up networkmanager " + ETC + "c",
            "v5 vlan up vlan=5 parent=bond0 networkmanager " + ETC + "e");
  }

  @Test
  void whatIsNoInterfaceOrNoConnectionIsPassedOver() throws IOException {
    String text = "[connection]\nuuid=1\ntype=ethernet\ninterface-name=";
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(ETC + "a.nmconnection", text + "eth0")
            .file(ETC + "a.nmconnection~", text + "no")
            .file(ETC + ".hidden", text + "no")
            .file(ETC + "ca.pem", text + "no")
            .file(ETC + "vpn", "[connection]\ntype=vpn\n[vpn]\npassword=topsecret\n")
            .file(ETC + "empty", "")
            .file(VENDOR + "hidden.nmconnection", text + "no")
            .file(VENDOR + "suffix", "[connection]\ntype=ethernet\ninterface-name=no\n")
            .file(
                VENDOR + "b.nmconnection", "[connection]\nuuid=2\ntype=dummy\ninterface-name=d0\n");

    assertThat(read(tree))
        .containsExactly(
            "d0 dummy up networkmanager " + VENDOR + "b.nmconnection",
            "eth0 ethernet up networkmanager " + ETC + "a.nmconnection");
  }

  @ParameterizedTest
  @CsvSource({
    "ethernet, ethernet",
    "802-11-wireless, wifi",
    "wireguard, wireguard",
    "ip-tunnel, tunnel",
    "vrf, vrf",
    "infiniband, infiniband",
    "gsm, modem",
    "loopback, loopback",
    "team, null",
  })
  void typesAreInTheWordsOfTheReport(String type, String reported) throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(ETC + "a", "[connection]\ntype=" + type + "\ninterface-name=x\n");

    assertThat(read(tree)).containsExactly("x " + reported + " up networkmanager " + ETC + "a");
  }

  @Test
  void aFileThatCannotBeReadLeavesTheOthers() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(ETC + "a", "[connection]\ntype=ethernet\ninterface-name=eth0\n")
            .file(ETC + "b", "[connection]\ntype=ethernet\ninterface-name=eth1\n")
            .broken(ETC + "a");

    assertThat(Interfaces.of(tree, notes))
        .containsExactly("eth1 ethernet up networkmanager " + ETC + "b");
    assertThat(notes.problems()).extracting(Problem::path).containsExactly(ETC + "a");
  }
}
