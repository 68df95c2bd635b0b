package io.guestkit.terraform.source;

/** Hears what was read, a line of text each. */
@FunctionalInterface
public interface ProviderLog {
  /** Something was read. */
  void debug(String line);
}
