package io.guestkit.inspect.network.config;

import java.util.Optional;

/**
 * Name servers as files write them. Sources: resolv.conf(5); resolved.conf(5), DNS; nm-settings(5),
 * dns.
 */
public final class NameServer {
  private NameServer() {}

  /**
   * Returns the address alone of {@code address}, {@code address:port}, {@code [address]:port},
   * with a zone after a percent sign, a name after a hash or a scheme before it; or empty.
   */
  public static Optional<String> address(String text) {
    int scheme = text.indexOf("://");
    String address = scheme < 0 ? text : text.substring(scheme + 3);
    int hash = address.indexOf('#');
    address = hash < 0 ? address : address.substring(0, hash);
    int bracket = address.indexOf(']');
    if (address.startsWith("[") && bracket > 0) {
      address = address.substring(1, bracket);
    } else if (address.indexOf(':') == address.lastIndexOf(':') && address.indexOf(':') > 0) {
      address = address.substring(0, address.indexOf(':'));
    }
    return IpAddress.parse(address).map(IpAddress::toString);
  }
}
