package io.guestkit.terraform.source;

import io.guestkit.InspectResult;

/** Hears what the provider did. */
@FunctionalInterface
public interface ProviderLog {
  /** A machine was read. */
  void read(InspectResult.Success result);
}
