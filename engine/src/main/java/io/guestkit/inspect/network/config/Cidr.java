package io.guestkit.inspect.network.config;

import java.util.Optional;

/**
 * An address and the length of its network's prefix.
 *
 * @param address the address
 * @param length in bits, up to those of the address
 */
record Cidr(IpAddress address, int length) {

  /** Returns the address of a text {@code address/length}; alone it is a network of its own. */
  static Optional<Cidr> parse(String text) {
    return parse(text, "", IpAddress::bits);
  }

  /**
   * Returns the address of a text with its mask, either of them with the length or the mask after a
   * slash; without one, as old programs do, the prefix is that of the address's class.
   *
   * @param mask length, dotted mask or empty
   */
  static Optional<Cidr> classful(String text, String mask) {
    return parse(text, mask, IpAddress::classPrefix);
  }

  /** The length of the prefix where none is given. */
  @FunctionalInterface
  private interface Fallback {
    int length(IpAddress address);
  }

  private static Optional<Cidr> parse(String text, String mask, Fallback fallback) {
    int slash = text.indexOf('/');
    String length = slash < 0 ? mask : text.substring(slash + 1);
    Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int bits =
        length.isEmpty() ? fallback.length(address.get()) : length(length, address.get().bits());
    return bits < 0 ? Optional.empty() : Optional.of(new Cidr(address.get(), bits));
  }

  private static int length(String text, int limit) {
    if (text.indexOf('.') < 0 && text.indexOf(':') < 0) {
      return Numbers.parse(text, limit);
    }
    Optional<IpAddress> mask = IpAddress.parse(text);
    return mask.isPresent() && mask.get().bits() == limit ? mask.get().maskLength() : -1;
  }

  /** Returns whether an address is in the network. */
  boolean contains(IpAddress other) {
    return address.sharesPrefix(other, length);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}
