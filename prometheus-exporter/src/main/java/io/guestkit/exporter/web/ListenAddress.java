package io.guestkit.exporter.web;

/**
 * Where the exporter listens.
 *
 * @param host a name or address; empty for every address of the host
 * @param port 0 for one that is free
 */
public record ListenAddress(String host, int port) {
  private static final int MAX_PORT = 65535;

  /**
   * Returns the address that {@code host:port}, {@code [IPv6]:port} or {@code :port} stands for.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw expected(text);
    }
    String host = text.substring(0, colon);
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    if (!isBracketed && host.indexOf(':') >= 0) {
      throw expected(text);
    }
    return new ListenAddress(
        isBracketed ? host.substring(1, host.length() - 1) : host,
        port(text, text.substring(colon + 1)));
  }

  private static int port(String text, String digits) {
    int port = -1;
    if (!digits.isEmpty()
        && digits.length() <= 5
        && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      port = Integer.parseInt(digits);
    }
    if (port < 0 || port > MAX_PORT) {
      throw expected(text);
    }
    return port;
  }

  private static IllegalArgumentException expected(String text) {
    return new IllegalArgumentException(
        "'%s' is no address to listen on; write HOST:PORT, [IPV6]:PORT or :PORT".formatted(text));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
