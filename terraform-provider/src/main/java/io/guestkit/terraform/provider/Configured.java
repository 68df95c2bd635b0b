package io.guestkit.terraform.provider;

import io.guestkit.terraform.source.Diagnostics;
import io.guestkit.terraform.source.Door;
import io.guestkit.terraform.source.ProviderLog;
import io.guestkit.terraform.source.Settings;
import io.guestkit.terraform.value.ConfigValue;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The door as Terraform configured it last. The process of a debugger serves one Terraform after
 * the other: a stop ends what runs, and the next that configures may read again.
 */
final class Configured {
  private final Map<String, String> environment;
  private final ProviderLog log;
  private @Nullable Door door;

  Configured(Map<String, String> environment, ProviderLog log) {
    this.environment = Map.copyOf(environment);
    this.log = log;
  }

  /** Adds an error for each setting that cannot be meant; values may be unknown. */
  void check(ConfigValue.Attributes config, Diagnostics diagnostics) {
    SettingsBlock.read(config, environment, diagnostics);
  }

  /** Takes the settings for all that is read from now on, where there are no errors. */
  void configure(ConfigValue.Attributes config, Diagnostics diagnostics) {
    make(SettingsBlock.read(config, environment, diagnostics), diagnostics);
  }

  private synchronized void make(Settings settings, Diagnostics diagnostics) {
    boolean isSame = door != null && !door.isStopped() && door.settings().equals(settings);
    if (!isSame && !diagnostics.hasErrors()) {
      try {
        door = new Door(settings, environment, log);
      } catch (IllegalArgumentException e) {
        diagnostics.error(
            Diagnostics.Place.attribute(SettingsBlock.CACHE_DIR),
            "Reports cannot be kept there",
            String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Returns the door; one without settings where there are none yet, empty where they are wrong.
   */
  synchronized Optional<Door> door(Diagnostics diagnostics) {
    if (door == null) {
      configure(new ConfigValue.Attributes(Map.of()), diagnostics);
    }
    return Optional.ofNullable(door);
  }

  /** Ends what is read. */
  void stop() {
    door(new Diagnostics()).ifPresent(Door::stop);
  }
}
