package io.guestkit.inspect.network.config;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.report.NetworkInterface;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An interface while its files are read: what is not known yet is null or empty. */
public final class InterfaceDraft {
  private static final int MAX_VLAN = 4095;

  private final InterfaceList list;
  private final String name;
  private final String configurator;
  private final String path;
  private @Nullable String type;
  private @Nullable String typeOtherwise;
  private boolean enabled;

  /** By how they are written: to hash records is linked at run time, which costs start-up time. */
  private final Map<String, Cidr> addresses = new LinkedHashMap<>();

  private final Set<String> gateways = new LinkedHashSet<>();
  private final Set<String> dns = new LinkedHashSet<>();
  private final Set<String> search = new LinkedHashSet<>();
  private final Set<String> members = new LinkedHashSet<>();
  private @Nullable String mac;
  private @Nullable String foundMac;
  private boolean dhcpIpv4;
  private boolean dhcpIpv6;
  private @Nullable Integer vlan;
  private @Nullable String parent;
  private @Nullable Integer mtu;
  private @Nullable String invalid;

  InterfaceDraft(InterfaceList list, String name, String configurator, String path) {
    this.list = list;
    this.name = name;
    this.configurator = configurator;
    this.path = path;
  }

  /** Returns the name or the pattern of names. */
  public String name() {
    return name;
  }

  /** Returns the file that configures it. */
  public String path() {
    return path;
  }

  /** Returns the first text that should be an address and is none. */
  @Nullable String invalid() {
    return invalid;
  }

  /** Sets the type, unless it is known. */
  public void type(@Nullable String typeName) {
    type = type == null ? typeName : type;
  }

  /** Sets the type that it has where neither anything else nor its name tells one. */
  public void typeOtherwise(String typeName) {
    typeOtherwise = typeName;
  }

  /** It is brought up at boot. */
  public void bringUp() {
    enabled = true;
  }

  /** Adds {@code address/length}; without a length it is a network of its own. */
  public void address(String text) throws UnsupportedImageException {
    address(text, Cidr.parse(text));
  }

  /**
   * Adds an address as old programs write it.
   *
   * @param mask length, dotted mask, or empty, which is that of the address's class
   */
  public void address(String text, String mask) throws UnsupportedImageException {
    address(text, Cidr.classful(text, mask));
  }

  private void address(String text, Optional<Cidr> address) throws UnsupportedImageException {
    list.count();
    if (address.isPresent()) {
      addresses.putIfAbsent(address.get().toString(), address.get());
    } else {
      setInvalid(text);
    }
  }

  private void setInvalid(String text) {
    invalid = invalid == null ? text : invalid;
  }

  /** Returns whether an address is in one of the networks that the interface has an address in. */
  public boolean reaches(String address) {
    Optional<IpAddress> other = IpAddress.parse(address);
    for (Cidr own : addresses.values()) {
      if (other.isPresent() && own.contains(other.get())) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether there is an address yet. */
  public boolean hasAddress() {
    return !addresses.isEmpty();
  }

  /** Returns whether there is a gateway yet. */
  public boolean hasGateway() {
    return !gateways.isEmpty();
  }

  /** Adds the gateway of a default route. */
  public void gateway(String text) throws UnsupportedImageException {
    list.count();
    Optional<IpAddress> gateway = IpAddress.parse(text);
    if (gateway.isPresent()) {
      gateways.add(gateway.get().toString());
    } else {
      setInvalid(text);
    }
  }

  /** Adds a name server; its port, zone and the name for its certificate are left out. */
  public void dns(String text) throws UnsupportedImageException {
    list.count();
    Optional<String> server = NameServer.address(text);
    if (server.isPresent()) {
      dns.add(server.get());
    } else {
      setInvalid(text);
    }
  }

  /** Adds a domain that names are searched in; {@code ~domain} only routes questions. */
  public void search(String domain) throws UnsupportedImageException {
    list.count();
    if (!domain.isEmpty() && domain.charAt(0) != '~') {
      search.add(domain);
    }
  }

  /** Sets the hardware address, where the text is one and not a policy such as random. */
  public void mac(String text) {
    mac = mac == null ? HardwareAddress.parse(text).orElse(null) : mac;
  }

  /** Sets the hardware address by which the interface is found. */
  public void foundByMac(String text) {
    foundMac = foundMac == null ? HardwareAddress.parse(text).orElse(null) : foundMac;
  }

  /** Its IPv4 address comes from DHCP. */
  public void dhcpIpv4() {
    dhcpIpv4 = true;
  }

  /** Its IPv6 address comes from DHCP. */
  public void dhcpIpv6() {
    dhcpIpv6 = true;
  }

  /** Sets the identifier of the VLAN, where the text is one. */
  public void vlan(String id) {
    int number = Numbers.parse(id, MAX_VLAN);
    vlan = number < 0 ? vlan : Integer.valueOf(number);
  }

  /** Sets the interface that this one lies on. */
  public void parent(String interfaceName) {
    parent = interfaceName.isEmpty() ? parent : interfaceName;
  }

  /** Adds an interface that belongs to this one. */
  public void member(String interfaceName) throws UnsupportedImageException {
    list.count();
    members.add(interfaceName);
  }

  /** Sets the size of the largest packet, where the text is one. */
  public void mtu(String text) {
    int number = Numbers.parse(text, Integer.MAX_VALUE);
    mtu = number <= 0 ? mtu : Integer.valueOf(number);
  }

  /**
   * Takes a name such as eth0.100 for that of a VLAN: the interface below it, and its identifier.
   */
  public void vlanByName() {
    int dot = name.lastIndexOf('.');
    if (dot > 0 && Numbers.parse(name.substring(dot + 1), MAX_VLAN) >= 0) {
      type("vlan");
      parent = parent == null ? name.substring(0, dot) : parent;
      if (vlan == null) {
        vlan(name.substring(dot + 1));
      }
    } else if (name.startsWith("vlan") && Numbers.parse(name.substring(4), MAX_VLAN) >= 0) {
      type("vlan");
      if (vlan == null) {
        vlan(name.substring(4));
      }
    }
  }

  NetworkInterface build() {
    return new NetworkInterface(
        name,
        knownType(),
        enabled,
        List.copyOf(addresses.keySet()),
        List.copyOf(gateways),
        List.copyOf(dns),
        List.copyOf(search),
        mac == null ? foundMac : mac,
        dhcpIpv4,
        dhcpIpv6,
        vlan,
        parent,
        List.copyOf(members),
        mtu,
        configurator,
        path);
  }

  private @Nullable String knownType() {
    String known = type == null ? InterfaceTypes.byName(name) : type;
    return known == null ? typeOtherwise : known;
  }
}
