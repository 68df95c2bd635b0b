package io.guestkit.exporter.config;

/** The configuration cannot be used; the message is one sentence that says where and why. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes the exception. */
  public ConfigException(String message) {
    super(message);
  }
}
