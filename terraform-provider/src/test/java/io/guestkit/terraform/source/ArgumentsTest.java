package io.guestkit.terraform.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.InspectOptions;
import io.guestkit.Limits;
import io.guestkit.Machine;
import io.guestkit.terraform.tfplugin6.AttributePath;
import io.guestkit.terraform.tfplugin6.Diagnostic;
import io.guestkit.terraform.value.ConfigValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The arguments that data sources have in common. */
class ArgumentsTest {
  private static final ConfigValue UNKNOWN = new ConfigValue.Unknown();
  private static final ConfigValue NULL = new ConfigValue.Null();

  private final Map<String, ConfigValue> config = new HashMap<>(Map.of("path", text("a.qcow2")));
  private final Diagnostics diagnostics = new Diagnostics();

  private static ConfigValue text(String text) {
    return new ConfigValue.Text(text);
  }

  private static ConfigValue list(ConfigValue... elements) {
    return new ConfigValue.Elements(Arrays.asList(elements));
  }

  private Optional<Machine> machine() {
    Settings settings = new Settings(List.of(), true, List.of(), false, null, Limits.DEFAULT, 1);
    Door door = new Door(settings, Map.of(), line -> {});
    return MachineArguments.USUAL.machine(attributes(), door, diagnostics);
  }

  private Optional<List<String>> facts() {
    return FactArguments.names(attributes(), diagnostics);
  }

  private ConfigValue.Attributes attributes() {
    return new ConfigValue.Attributes(config);
  }

  /** Returns what is told, as {@code place: summary}. */
  private List<String> told() {
    new InspectionSource().check(attributes(), diagnostics);
    return diagnostics.list().stream().map(d -> place(d) + ": " + d.getSummary()).toList();
  }

  private static String place(Diagnostic diagnostic) {
    StringBuilder place = new StringBuilder();
    for (AttributePath.Step step : diagnostic.getAttribute().getStepsList()) {
      place.append(
          step.getAttributeName().isEmpty()
              ? "[" + step.getElementKeyInt() + "]"
              : step.getAttributeName());
    }
    return place.toString();
  }

  @Test
  void aPathIsEnough() {
    assertThat(told()).isEmpty();
    assertThat(machine().orElseThrow().disks()).containsExactly(Path.of("a.qcow2"));
    assertThat(facts()).contains(InspectOptions.DEFAULT.facts());
  }

  @Test
  void profileAndFactsAddUp() {
    config.put("profile", text("minimal"));
    config.put("facts", list(text("users")));
    assertThat(facts().orElseThrow()).containsExactly("minimal", "users");
    config.put("profile", NULL);
    assertThat(facts().orElseThrow()).containsExactly("users");
    config.put("facts", list());
    assertThat(facts().orElseThrow()).isEmpty();
    assertThat(diagnostics.list()).isEmpty();
  }

  @Test
  void theUnknownIsNotCheckedYet() {
    config.put("path", UNKNOWN);
    config.put("additional_disks", list(UNKNOWN));
    config.put("profile", UNKNOWN);
    config.put("facts", list(UNKNOWN, text("users")));
    assertThat(told()).isEmpty();
    assertThat(machine()).isEmpty();
    assertThat(facts()).isEmpty();
    config.put("path", text("a"));
    config.put("additional_disks", UNKNOWN);
    config.put("facts", UNKNOWN);
    assertThat(machine()).isEmpty();
    assertThat(facts()).isEmpty();
    assertThat(diagnostics.list()).isEmpty();
  }

  @Test
  void whatIsWrongIsToldBesideTheUnknown() {
    config.put("path", text(""));
    config.put("additional_disks", list(UNKNOWN, NULL, text("b\0c")));
    config.put("profile", text("most"));
    config.put("facts", list(UNKNOWN, text("packges"), NULL));
    assertThat(told())
        .containsExactly(
            "path: No path is named",
            "additional_disks[1]: No path is named",
            "additional_disks[2]: Not a path",
            "profile: Unknown profile",
            "facts[1]: Unknown fact",
            "facts[2]: No fact is named");
  }

  @Test
  void deadlinesAreWrittenAsInGo() {
    for (String good : List.of("90s", "1h30m", "1.5h", "250ms", "2m0.5s")) {
      config.put("timeouts", new ConfigValue.Attributes(Map.of("read", text(good))));
      assertThat(told()).as(good).isEmpty();
      assertThat(Timeouts.read(attributes(), diagnostics)).as(good).isPresent();
    }
    assertThat(GoDuration.of("1h30m1.5s", Diagnostics.Place.BLOCK, diagnostics))
        .contains(Duration.ofMillis(5_401_500));
    for (String bad : List.of("", "5", "m", "-5m", "5 m", "1..5s", "2d", "0s", "1001h", "1ns")) {
      config.put("timeouts", new ConfigValue.Attributes(Map.of("read", text(bad))));
      Diagnostics told = new Diagnostics();
      assertThat(Timeouts.read(attributes(), told)).as(bad).isEmpty();
      assertThat(told.list().stream().map(d -> place(d) + ": " + d.getSummary()))
          .as(bad)
          .containsExactly("timeoutsread: Not a duration");
    }
    config.put("timeouts", new ConfigValue.Attributes(Map.of("read", UNKNOWN)));
    assertThat(told()).isEmpty();
  }

  @Test
  void aMachineHasTwentySixDisks() {
    config.put("additional_disks", new ConfigValue.Elements(Collections.nCopies(25, text("b"))));
    assertThat(told()).isEmpty();
    config.put("additional_disks", new ConfigValue.Elements(Collections.nCopies(26, text("b"))));
    assertThat(told()).containsExactly("additional_disks: Too many disks");
    assertThat(diagnostics.list().getFirst().getDetail())
        .isEqualTo("27 disks were given, but a machine has 1 to 26 disks.");
  }
}
