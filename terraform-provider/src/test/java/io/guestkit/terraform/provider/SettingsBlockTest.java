package io.guestkit.terraform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.Limits;
import io.guestkit.terraform.source.Diagnostics;
import io.guestkit.terraform.source.Settings;
import io.guestkit.terraform.tfplugin6.Diagnostic;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.value.ConfigValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsBlockTest {
  private final Map<String, ConfigValue> config = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Diagnostics diagnostics = new Diagnostics();

  private Settings read() {
    return SettingsBlock.read(new ConfigValue.Attributes(config), environment, diagnostics);
  }

  /** Returns what is told, as the attribute and its index. */
  private List<String> places() {
    return diagnostics.list().stream()
        .map(Diagnostic::getAttribute)
        .map(path ->
            path.getSteps(0).getAttributeName()
                + (path.getStepsCount() > 1 ? "[" + path.getSteps(1).getElementKeyInt() + "]" : ""))
        .toList();
  }

  private static ConfigValue number(String number) {
    return new ConfigValue.Numeric(new BigDecimal(number));
  }

  @Test
  void nothingHasToBeSet() {
    assertThat(read())
        .isEqualTo(
            new Settings(
                List.of(),
                true,
                List.of(),
                true,
                null,
                Limits.DEFAULT,
                Runtime.getRuntime().availableProcessors()));
    assertThat(diagnostics.list()).isEmpty();
  }

  @Test
  void everythingMayBeSet() {
    config.put("image_roots", ConfigValue.texts(List.of("/srv/images", "golden")));
    config.put("allow_dirs", ConfigValue.texts(List.of("/srv/bases")));
    config.put("cache", new ConfigValue.Flag(false));
    config.put("cache_dir", new ConfigValue.Text("/var/cache/guestkit"));
    config.put("timeout", new ConfigValue.Text("1m30s"));
    config.put("max_memory_mib", number("64"));
    config.put("max_entries", number("1e6"));
    config.put("parallelism", number("3"));
    assertThat(read())
        .isEqualTo(
            new Settings(
                List.of(Path.of("/srv/images"), Path.of("golden")),
                true,
                List.of(Path.of("/srv/bases")),
                false,
                Path.of("/var/cache/guestkit"),
                new Limits(Duration.ofSeconds(90), 64L << 20, 1_000_000),
                3));
    assertThat(diagnostics.list()).isEmpty();
  }

  @Test
  void theEnvironmentSetsWhatTheConfigurationDoesNot() {
    environment.put("GUESTKIT_IMAGE_ROOTS", "/a:/b");
    environment.put("GUESTKIT_ALLOW_DIRS", "/c");
    environment.put("GUESTKIT_CACHE", "false");
    environment.put("GUESTKIT_CACHE_DIR", "/d");
    environment.put("GUESTKIT_TIMEOUT", "5m");
    environment.put("GUESTKIT_MAX_MEMORY_MIB", "32");
    environment.put("GUESTKIT_MAX_ENTRIES", "1000");
    environment.put("GUESTKIT_PARALLELISM", "1");
    Settings all = read();
    assertThat(all)
        .isEqualTo(
            new Settings(
                List.of(Path.of("/a"), Path.of("/b")),
                true,
                List.of(Path.of("/c")),
                false,
                Path.of("/d"),
                new Limits(Duration.ofMinutes(5), 32L << 20, 1000),
                1));
    config.put("image_roots", ConfigValue.texts(List.of()));
    config.put("cache", new ConfigValue.Flag(true));
    config.put("timeout", new ConfigValue.Text("7s"));
    config.put("parallelism", number("2"));
    Settings some = read();
    assertThat(some.imageRoots()).isEmpty();
    assertThat(some.isCaching()).isTrue();
    assertThat(some.limits().timeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(some.parallelism()).isEqualTo(2);
    assertThat(diagnostics.list()).isEmpty();
  }

  @Test
  void whatIsWrongIsToldAtItsArgument() {
    config.put("image_roots", ConfigValue.texts(List.of("/a", "", "a\0b")));
    config.put("cache_dir", new ConfigValue.Text(""));
    config.put("timeout", new ConfigValue.Text("5 minutes"));
    config.put("max_memory_mib", number("0"));
    config.put("max_entries", number("1.5"));
    environment.put("GUESTKIT_PARALLELISM", "many");
    environment.put("GUESTKIT_CACHE", "yes");
    read();
    assertThat(places())
        .containsExactlyInAnyOrder(
            "image_roots[1]",
            "image_roots[2]",
            "cache_dir",
            "timeout",
            "max_memory_mib",
            "max_entries",
            "parallelism",
            "cache");
  }

  @Test
  void theUnknownIsAsIfNotSetButForTheRoots() {
    ConfigValue unknown = new ConfigValue.Unknown();
    for (Schema.Attribute attribute : SettingsBlock.schema().getAttributesList()) {
      config.put(attribute.getName(), unknown);
      environment.put("GUESTKIT_" + attribute.getName().toUpperCase(Locale.ROOT), "1");
    }
    Settings settings = read();
    assertThat(settings.areRootsKnown()).isFalse();
    assertThat(settings.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(settings.isCaching()).isTrue();
    config.put("image_roots", new ConfigValue.Elements(List.of(unknown)));
    assertThat(read().areRootsKnown()).isFalse();
    assertThat(diagnostics.list()).isEmpty();
  }
}
