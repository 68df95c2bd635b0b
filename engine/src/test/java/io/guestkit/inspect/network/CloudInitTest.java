package io.guestkit.inspect.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.InspectionNotes;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One network in the files that cloud-init 22.4.2 writes of it for each format ({@code cloud-init
 * devel net-convert}); comments and options without meaning here are left out.
 */
class CloudInitTest {
  private static final String RED_HAT = "/etc/sysconfig/network-scripts/ifcfg-";
  private static final String SUSE = "/etc/sysconfig/network/ifcfg-";
  private static final String NETWORKD = "/etc/systemd/network/10-cloud-init-";
  private static final String KEYFILE = "/etc/NetworkManager/system-connections/cloud-init-";

  private final InspectionNotes notes = new InspectionNotes();

  private List<String> read(MemoryFilesystem tree) throws IOException {
    List<String> lines = Interfaces.of(tree, notes);
    assertThat(notes.problems()).isEmpty();
    return lines;
  }

  @Test
  void ifupdown() throws IOException {
    String path = "/etc/network/interfaces.d/50-cloud-init";
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/network/interfaces", "source /etc/network/interfaces.d/*\n")
            .file(
                path,
                """
                auto lo
                iface lo inet loopback
                    dns-nameservers 192.0.2.53 2001:db8::53
                    dns-search example.net example.org

                auto eth0
                iface eth0 inet static
                    address 192.0.2.10/24
                    dns-nameservers 192.0.2.53 2001:db8::53
                    dns-search example.net example.org
                    gateway 192.0.2.1
                    dns {'nameservers': ['192.0.2.53', '2001:db8::53'], 'search': ['example.net']}
                    mtu 1400

                # control-alias eth0
                iface eth0 inet6 static
                    address 2001:db8::10/64

                auto eth1
                iface eth1 inet dhcp

                # control-alias eth1
                iface eth1 inet6 dhcp

                auto s1
                iface s1 inet manual
                    bond-master bond0
                    bond-mode active-backup

                auto s2
                iface s2 inet manual
                    bond-master bond0
                    bond-mode active-backup

                auto bond0
                iface bond0 inet static
                    address 10.3.0.1/24
                    bond-mode active-backup
                    bond-slaves none

                auto eth1.20
                iface eth1.20 inet static
                    address 10.10.0.2/24
                    vlan-raw-device eth1
                    vlan_id 20
                    post-up route add default gw 10.10.0.1 || true
                    pre-down route del default gw 10.10.0.1 || true
                """);

    assertThat(read(tree))
        .containsExactly(
            "bond0 bond up cidr=10.3.0.1/24 members=s1,s2 ifupdown " + path,
            "eth0 ethernet up cidr=192.0.2.10/24,2001:db8::10/64 gateway=192.0.2.1"
                + " dns=192.0.2.53,2001:db8::53 search=example.net,example.org mtu=1400 ifupdown "
                + path,
            "eth1 ethernet up dhcp4 dhcp6 ifupdown " + path,
            "eth1.20 vlan up cidr=10.10.0.2/24 vlan=20 parent=eth1 ifupdown " + path,
            "lo loopback up dns=192.0.2.53,2001:db8::53 search=example.net,example.org ifupdown "
                + path,
            "s1 null up ifupdown " + path,
            "s2 null up ifupdown " + path);
  }

  @Test
  void redHat() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(
                "/etc/sysconfig/network", "NETWORKING=yes\nNETWORKING_IPV6=yes\nIPV6_AUTOCONF=no\n")
            .file(
                RED_HAT + "bond0",
                """
                BONDING_MASTER=yes
                BONDING_OPTS=mode=active-backup
                BONDING_SLAVE0=s1
                BONDING_SLAVE1=s2
                BOOTPROTO=none
                DEVICE=bond0
                IPADDR=10.3.0.1
                NETMASK=255.255.255.0
                ONBOOT=yes
                TYPE=Bond
                """)
            .file(
                RED_HAT + "eth0",
                """
                BOOTPROTO=none
                DEFROUTE=yes
                DEVICE=eth0
                DNS1=192.0.2.53
                DNS2=2001:db8::53
                DOMAIN="example.net example.org"
                GATEWAY=192.0.2.1
                HWADDR=52:54:00:12:34:56
                IPADDR=192.0.2.10
                IPV6ADDR=2001:db8::10/64
                IPV6INIT=yes
                IPV6_AUTOCONF=no
                MTU=1400
                NETMASK=255.255.255.0
                ONBOOT=yes
                TYPE=Ethernet
                """)
            .file(
                RED_HAT + "eth1",
                "BOOTPROTO=dhcp\nDEVICE=eth1\nDHCPV6C=yes\nIPV6INIT=yes\nONBOOT=yes\nTYPE=Ethernet\n")
            .file(
                RED_HAT + "eth1.20",
                """
                BOOTPROTO=none
                DEFROUTE=yes
                DEVICE=eth1.20
                GATEWAY=10.10.0.1
                IPADDR=10.10.0.2
                NETMASK=255.255.255.0
                ONBOOT=yes
                PHYSDEV=eth1
                VLAN=yes
                """)
            .file(
                RED_HAT + "s1",
                "DEVICE=s1\nHWADDR=52:54:00:12:34:58\nMASTER=bond0\nONBOOT=yes\nSLAVE=yes\nTYPE=Ethernet\n")
            .file(
                RED_HAT + "s2",
                "DEVICE=s2\nHWADDR=52:54:00:12:34:59\nMASTER=bond0\nONBOOT=yes\nSLAVE=yes\nTYPE=Ethernet\n");

    assertThat(read(tree))
        .containsExactly(
            "bond0 bond up cidr=10.3.0.1/24 members=s1,s2 ifcfg " + RED_HAT + "bond0",
            "eth0 ethernet up cidr=192.0.2.10/24,2001:db8::10/64 gateway=192.0.2.1"
                + " dns=192.0.2.53,2001:db8::53 search=example.net,example.org"
                + " mac=52:54:00:12:34:56 mtu=1400 ifcfg "
                + RED_HAT
                + "eth0",
            "eth1 ethernet up dhcp4 dhcp6 ifcfg " + RED_HAT + "eth1",
            "eth1.20 vlan up cidr=10.10.0.2/24 gateway=10.10.0.1 vlan=20 parent=eth1 ifcfg "
                + RED_HAT
                + "eth1.20",
            "s1 ethernet up mac=52:54:00:12:34:58 ifcfg " + RED_HAT + "s1",
            "s2 ethernet up mac=52:54:00:12:34:59 ifcfg " + RED_HAT + "s2");
  }

  @Test
  void suse() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .directory("/etc/wicked")
            .file(
                SUSE + "bond0",
                """
                BONDING_MASTER=yes
                BONDING_MODULE_OPTS=mode=active-backup
                BONDING_SLAVE_0=s1
                BONDING_SLAVE_1=s2
                BOOTPROTO=static
                IPADDR=10.3.0.1
                NETMASK=255.255.255.0
                STARTMODE=auto
                """)
            .file(
                SUSE + "eth0",
                """
                BOOTPROTO=static
                IPADDR=192.0.2.10
                IPADDR6=2001:db8::10/64
                LLADDR=52:54:00:12:34:56
                MTU=1400
                NETMASK=255.255.255.0
                STARTMODE=auto
                """)
            .file(SUSE + "eth1", "BOOTPROTO=dhcp\nDHCLIENT6_MODE=managed\nSTARTMODE=auto\n")
            .file(
                SUSE + "eth1.20",
                """
                BOOTPROTO=static
                ETHERDEVICE=eth1
                IPADDR=10.10.0.2
                NETMASK=255.255.255.0
                STARTMODE=auto
                VLAN_ID=20
                """)
            .file(SUSE + "s1", "BOOTPROTO=none\nLLADDR=52:54:00:12:34:58\nSTARTMODE=hotplug\n");

    assertThat(read(tree))
        .containsExactly(
            "bond0 bond up cidr=10.3.0.1/24 members=s1,s2 wicked " + SUSE + "bond0",
            "eth0 ethernet up cidr=192.0.2.10/24,2001:db8::10/64 mac=52:54:00:12:34:56 mtu=1400"
                + " wicked "
                + SUSE
                + "eth0",
            "eth1 ethernet up dhcp4 dhcp6 wicked " + SUSE + "eth1",
            "eth1.20 vlan up cidr=10.10.0.2/24 vlan=20 parent=eth1 wicked " + SUSE + "eth1.20",
            "s1 null up mac=52:54:00:12:34:58 wicked " + SUSE + "s1");
  }

  @Test
  void networkd() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(
                NETWORKD + "eth0.network",
                """
                [Address]
                Address=192.0.2.10/24

                [Address]
                Address=2001:db8::10/64

                [Link]
                MTUBytes=1400

                [Match]
                MACAddress=52:54:00:12:34:56
                Name=eth0

                [Network]
                DHCP=no
                DNS=192.0.2.53 2001:db8::53
                Domains=example.net example.org

                [Route]
                Gateway=192.0.2.1
                """)
            .file(NETWORKD + "eth1.network", "[Match]\nName=eth1\n\n[Network]\nDHCP=yes\n");

    assertThat(read(tree))
        .containsExactly(
            "eth0 ethernet up cidr=192.0.2.10/24,2001:db8::10/64 gateway=192.0.2.1"
                + " dns=192.0.2.53,2001:db8::53 search=example.net,example.org"
                + " mac=52:54:00:12:34:56 mtu=1400 networkd "
                + NETWORKD
                + "eth0.network",
            "eth1 ethernet up dhcp4 dhcp6 networkd " + NETWORKD + "eth1.network");
  }

  @Test
  void networkManager() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(
                KEYFILE + "bond0.nmconnection",
                """
                [connection]
                id=cloud-init bond0
                uuid=54317911-f840-516b-a10d-82cb4c1f075c
                type=bond
                interface-name=bond0

                [bond]
                mode=active-backup

                [ipv4]
                method=manual
                may-fail=false
                address1=10.3.0.1/24
                """)
            .file(
                KEYFILE + "eth0.nmconnection",
                """
                [connection]
                id=cloud-init eth0
                uuid=1dd9a779-d327-56e1-8454-c65e2556c12c
                type=ethernet

                [user]
                org.freedesktop.NetworkManager.origin=cloud-init

                [ethernet]
                mtu=1400
                mac-address=52:54:00:12:34:56

                [ipv4]
                method=manual
                may-fail=false
                address1=192.0.2.10/24
                gateway=192.0.2.1
                dns=192.0.2.53;
                dns-search=example.net;example.org;

                [ipv6]
                method=manual
                dns=2001:db8::53;
                may-fail=false
                address1=2001:db8::10/64
                """)
            .file(
                KEYFILE + "eth1.nmconnection",
                """
                [connection]
                id=cloud-init eth1
                uuid=3c50eb47-7260-5a6d-801d-bd4f587d6b58
                type=ethernet
                interface-name=eth1

                [ipv4]
                method=auto

                [ipv6]
                method=auto
                """)
            .file(
                KEYFILE + "eth1.20.nmconnection",
                """
                [connection]
                id=cloud-init eth1.20
                uuid=9e2bf5d1-fc1d-572c-857e-b84e41dc8a04
                type=vlan
                interface-name=eth1.20

                [vlan]
                id=20
                parent=3c50eb47-7260-5a6d-801d-bd4f587d6b58

                [ipv4]
                method=manual
                address1=10.10.0.2/24
                route1=0.0.0.0/0,10.10.0.1
                """)
            .file(
                KEYFILE + "s1.nmconnection",
                """
                [connection]
                id=cloud-init s1
                uuid=2c2b0866-2fe0-5681-8768-07bc89f27385
                type=ethernet
                interface-name=s1
                slave-type=bond
                master=54317911-f840-516b-a10d-82cb4c1f075c
                """);

    assertThat(read(tree))
        .containsExactly(
            "* ethernet up cidr=192.0.2.10/24,2001:db8::10/64 gateway=192.0.2.1"
                + " dns=192.0.2.53,2001:db8::53 search=example.net,example.org"
                + " mac=52:54:00:12:34:56 mtu=1400 networkmanager "
                + KEYFILE
                + "eth0.nmconnection",
            "bond0 bond up cidr=10.3.0.1/24 members=s1 networkmanager "
                + KEYFILE
                + "bond0.nmconnection",
            "eth1 ethernet up dhcp4 dhcp6 networkmanager " + KEYFILE + "eth1.nmconnection",
            "eth1.20 vlan up cidr=10.10.0.2/24 gateway=10.10.0.1 vlan=20 parent=eth1"
                + " networkmanager "
                + KEYFILE
                + "eth1.20.nmconnection",
            "s1 ethernet up networkmanager " + KEYFILE + "s1.nmconnection");
  }
}
