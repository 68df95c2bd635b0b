package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network interface as it is configured. */
public record NetworkInterface(
    @Component("Name, or the pattern of names that the configuration is for.") String name,
    @Component(
            "Type: ethernet, wifi, loopback, bond, bridge, vlan, tunnel, wireguard, dummy, vrf, infiniband, modem.")
        @Nullable String type,
    @Component("Whether it is brought up at boot.") boolean enabled,
    @Component("Addresses with the length of their prefix.") List<String> cidr,
    @Component("Gateways of default routes.") List<String> gateway,
    @Component("Name servers.") List<String> dns,
    @Component("Domains that names are searched in.") List<String> dnsSearch,
    @Component("Hardware address that it is set to, or found by.") @Nullable String mac,
    @Component("Whether its IPv4 address comes from DHCP.") boolean dhcpIpv4,
    @Component("Whether its IPv6 address comes from DHCP.") boolean dhcpIpv6,
    @Component("VLAN identifier.") @Nullable Integer vlan,
    @Component("Interface that it lies on: of a VLAN.") @Nullable String parent,
    @Component("Interfaces that belong to it: of a bond or bridge.") List<String> members,
    @Component("Largest packet, in bytes.") @Nullable Integer mtu,
    @Component("What configures it: ifupdown, netplan, networkmanager, networkd, ifcfg, wicked.")
        String configurator,
    @Component("File that configures it.") String path) {
  /** Copies the lists. */
  public NetworkInterface {
    cidr = List.copyOf(cidr);
    gateway = List.copyOf(gateway);
    dns = List.copyOf(dns);
    dnsSearch = List.copyOf(dnsSearch);
    members = List.copyOf(members);
  }
}
