package io.guestkit.exporter.webconfig.tls;

/** PEM is not what it should be; the message goes on after the name of its place. */
final class PemException extends Exception {
  private static final long serialVersionUID = 1L;

  PemException(String message) {
    super(message);
  }
}
