package io.guestkit.inspect.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class IfcfgTest {
  private static final String RED_HAT = "/etc/sysconfig/network-scripts/";
  private static final String SUSE = "/etc/sysconfig/network/";

  private final InspectionNotes notes = new InspectionNotes();

  private List<String> read(MemoryFilesystem tree) throws IOException {
    List<String> lines = Interfaces.of(tree, notes);
    assertThat(notes.problems()).isEmpty();
    return lines;
  }

  @Test
  void readsTheAddressesOfRedHat() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(
                RED_HAT + "ifcfg-eth0",
                """
                # comment
                DEVICE="eth0"
                ONBOOT='yes'
                BOOTPROTO=static
                IPADDR=192.0.2.10
                PREFIX=24
                IPADDR1=192.0.2.11
                NETMASK1=255.255.255.128
                IPADDR2=10.1.2.3
                IPV6ADDR=2001:db8::10/64
                IPV6ADDR_SECONDARIES="2001:db8::11/64 2001:db8::12/64"
                IPV6_DEFAULTGW=fe80::1%eth0
                GATEWAY=192.0.2.1
                DNS1=192.0.2.53
                MACADDR=02:00:00:00:00:01
                HWADDR=02:00:00:00:00:02
                """)
            .file(
                RED_HAT + "ifcfg-eth0:1",
                "DEVICE=eth0:1\nONBOOT=no\nIPADDR=192.0.2.12\nPREFIX=24\n")
            .file(
                RED_HAT + "route-eth0",
                "default via 192.0.2.2 dev eth0\n10.0.0.0/8 via 192.0.2.3\n")
            .file(RED_HAT + "route6-eth0", "default via fe80::2\n::/0 via fe80::3 table 7\n")
            .file(
                RED_HAT + "ifcfg-eth1",
                "DEVICE=eth1\nONBOOT=no\nBOOTPROTO=dhcp\nGATEWAY=10.0.0.1\nDEFROUTE=no\n")
            .file(
                RED_HAT + "route-eth1",
                "ADDRESS0=0.0.0.0\nNETMASK0=0.0.0.0\nGATEWAY0=192.0.2.9\nADDRESS1=10.0.0.0\nGATEWAY1=1.1.1.1\n")
            .file(RED_HAT + "ifcfg-eth1.bak", "DEVICE=no\n")
            .file(RED_HAT + "ifcfg-eth1~", "DEVICE=no\n")
            .file(RED_HAT + "ifcfg-eth1.rpmsave", "DEVICE=no\n")
            .file(RED_HAT + "ifup-eth", "DEVICE=no\n")
            .file(RED_HAT + "ifcfg-by-mac", "HWADDR=02:00:00:00:00:03\nBOOTPROTO=dhcp\n")
            .file(RED_HAT + "ifcfg-eth2", "BOOTPROTO=dhcp\n")
            .file(
                RED_HAT + "ifcfg-lo",
                "DEVICE=lo\nIPADDR=127.0.0.1\nNETMASK=255.0.0.0\nONBOOT=yes\n");

    assertThat(read(tree))
        .containsExactly(
            "* null up mac=02:00:00:00:00:03 dhcp4 ifcfg " + RED_HAT + "ifcfg-by-mac",
            "eth0 ethernet up cidr=192.0.2.10/24,192.0.2.11/25,10.1.2.3/8,2001:db8::10/64,"
                + "2001:db8::11/64,2001:db8::12/64,192.0.2.12/24"
                + " gateway=192.0.2.1,fe80::1,192.0.2.2,fe80::2 dns=192.0.2.53"
                + " mac=02:00:00:00:00:01 ifcfg "
                + RED_HAT
                + "ifcfg-eth0",
            "eth1 ethernet down gateway=192.0.2.9 dhcp4 ifcfg " + RED_HAT + "ifcfg-eth1",
            "eth2 ethernet up dhcp4 ifcfg " + RED_HAT + "ifcfg-eth2",
            "lo loopback up cidr=127.0.0.1/8 ifcfg " + RED_HAT + "ifcfg-lo");
  }

  @Test
  void aliasesOfRedHatBelongToTheirInterfaceWhicheverComesFirst() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(RED_HAT + "ifcfg-a", "DEVICE=eth0:1\nIPADDR=192.0.2.12\nPREFIX=24\n")
            .file(RED_HAT + "ifcfg-b", "DEVICE=eth0\nONBOOT=yes\nBOOTPROTO=dhcp\n");

    assertThat(read(tree))
        .containsExactly("eth0 ethernet up cidr=192.0.2.12/24 dhcp4 ifcfg " + RED_HAT + "ifcfg-a");
  }

  @Test
  void linksOfRedHatBelongTogetherByNameOrIdentifier() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(RED_HAT + "ifcfg-br0", "DEVICE=br0\nTYPE=Bridge\n")
            .file(RED_HAT + "ifcfg-eth0", "DEVICE=eth0\nBRIDGE=br0\n")
            .file(RED_HAT + "ifcfg-bond", "DEVICE=bond1\nUUID=u1\nTYPE=Bond\nBONDING_MASTER=yes\n")
            .file(RED_HAT + "ifcfg-eth1", "DEVICE=eth1\nMASTER_UUID=u1\n")
            .file(RED_HAT + "ifcfg-v", "DEVICE=lan\nTYPE=Vlan\nVLAN=yes\nVLAN_ID=5\nPHYSDEV=eth0\n")
            .file(RED_HAT + "ifcfg-vlan9", "DEVICE=vlan9\nVLAN=yes\nPHYSDEV=eth0\n");

    assertThat(read(tree))
        .containsExactly(
            "bond1 bond up members=eth1 ifcfg " + RED_HAT + "ifcfg-bond",
            "br0 bridge up members=eth0 ifcfg " + RED_HAT + "ifcfg-br0",
            "eth0 ethernet up ifcfg " + RED_HAT + "ifcfg-eth0",
            "eth1 ethernet up ifcfg " + RED_HAT + "ifcfg-eth1",
            "lan vlan up vlan=5 parent=eth0 ifcfg " + RED_HAT + "ifcfg-v",
            "vlan9 vlan up vlan=9 parent=eth0 ifcfg " + RED_HAT + "ifcfg-vlan9");
  }

  @Test
  void theGatewayOfTheWholeSystemIsOfWhatReachesIt() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/sysconfig/network", "NETWORKING=yes\nGATEWAY=192.0.2.1\n")
            .file(RED_HAT + "ifcfg-eth0", "DEVICE=eth0\nIPADDR=192.0.2.10\nPREFIX=24\n")
            .file(RED_HAT + "ifcfg-eth1", "DEVICE=eth1\nIPADDR=198.51.100.10\nPREFIX=24\n");

    assertThat(read(tree))
        .containsExactly(
            "eth0 ethernet up cidr=192.0.2.10/24 gateway=192.0.2.1 ifcfg " + RED_HAT + "ifcfg-eth0",
            "eth1 ethernet up cidr=198.51.100.10/24 ifcfg " + RED_HAT + "ifcfg-eth1");
  }

  @Test
  void rangesAreAProblem() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file(RED_HAT + "ifcfg-eth0-range0", "IPADDR_START=192.0.2.1\n");

    assertThat(Interfaces.of(tree, notes)).isEmpty();
    assertThat(notes.problems()).extracting(Problem::kind).containsExactly("unsupported");
  }

  @Test
  void readsTheAddressesOfSuse() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(
                SUSE + "ifcfg-eth0",
                """
                BOOTPROTO='static'
                STARTMODE='auto'
                IPADDR='192.0.2.10/24'
                IPADDR_1='192.0.2.11'
                PREFIXLEN_1='25'
                LABEL_1='x'
                IPADDR_2='2001:db8::10/64'
                """)
            .file(SUSE + "ifcfg-eth1", "BOOTPROTO='dhcp4+autoip'\nSTARTMODE='manual'\n")
            .file(SUSE + "ifcfg-eth2", "BOOTPROTO='dhcp6'\nSTARTMODE='hotplug'\n")
            .file(
                SUSE + "ifcfg-br0", "STARTMODE='onboot'\nBRIDGE='yes'\nBRIDGE_PORTS='eth3 eth4'\n")
            .file(SUSE + "ifcfg-lo", "IPADDR=127.0.0.1/8\nSTARTMODE=nfsroot\n")
            .file(SUSE + "ifcfg.template", "IPADDR=9.9.9.9\n")
            .file(SUSE + "ifcfg-eth0.bak", "IPADDR=9.9.9.9\n")
            .file(SUSE + "ifroute-eth0", "default 192.0.2.2 - eth0\n10.0.0.0/8 192.0.2.3 - eth0\n")
            .file(
                SUSE + "routes",
                "default 192.0.2.1 - -\n0.0.0.0/0 198.51.100.1 0.0.0.0 eth1\ndefault fe80::1 - eth2\n");

    assertThat(read(tree))
        .containsExactly(
            "br0 bridge up members=eth3,eth4 ifcfg " + SUSE + "ifcfg-br0",
            "eth0 ethernet up cidr=192.0.2.10/24,192.0.2.11/25,2001:db8::10/64"
                + " gateway=192.0.2.2,192.0.2.1 ifcfg "
                + SUSE
                + "ifcfg-eth0",
            "eth1 ethernet down gateway=198.51.100.1 dhcp4 ifcfg " + SUSE + "ifcfg-eth1",
            "eth2 ethernet up gateway=fe80::1 dhcp6 ifcfg " + SUSE + "ifcfg-eth2",
            "lo loopback up cidr=127.0.0.1/8 ifcfg " + SUSE + "ifcfg-lo");
  }
}
