package io.guestkit.terraform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.InspectOptions;
import io.guestkit.terraform.tfplugin6.AttributePath;
import io.guestkit.terraform.tfplugin6.Diagnostic;
import io.guestkit.terraform.value.ConfigValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InspectionArgumentsTest {
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

  private InspectionArguments arguments() {
    return InspectionArguments.of(new ConfigValue.Attributes(config));
  }

  /** Returns what is told, as {@code place: summary}. */
  private List<String> told() {
    arguments().check(diagnostics);
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
    assertThat(arguments().machine(diagnostics).orElseThrow().disks())
        .containsExactly(Path.of("a.qcow2"));
    assertThat(arguments().options(diagnostics)).contains(InspectOptions.DEFAULT);
  }

  @Test
  void profileAndFactsAddUp() {
    config.put("profile", text("minimal"));
    config.put("facts", list(text("users")));
    assertThat(arguments().options(diagnostics).orElseThrow().facts())
        .containsExactly("minimal", "users");
    config.put("profile", NULL);
    assertThat(arguments().options(diagnostics).orElseThrow().facts()).containsExactly("users");
    config.put("facts", list());
    assertThat(arguments().options(diagnostics).orElseThrow().facts()).isEmpty();
    assertThat(diagnostics.list()).isEmpty();
  }

  @Test
  void theUnknownIsNotCheckedYet() {
    config.put("path", UNKNOWN);
    config.put("additional_disks", list(UNKNOWN));
    config.put("profile", UNKNOWN);
    config.put("facts", list(UNKNOWN, text("users")));
    assertThat(told()).isEmpty();
    assertThat(arguments().machine(diagnostics)).isEmpty();
    assertThat(arguments().options(diagnostics)).isEmpty();
    config.put("path", text("a"));
    config.put("additional_disks", UNKNOWN);
    config.put("facts", UNKNOWN);
    assertThat(arguments().machine(diagnostics)).isEmpty();
    assertThat(arguments().options(diagnostics)).isEmpty();
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
            "path: No image is named",
            "additional_disks[1]: No image is named",
            "additional_disks[2]: Not a path",
            "profile: Unknown profile",
            "facts[1]: Unknown fact",
            "facts[2]: No fact is named");
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
