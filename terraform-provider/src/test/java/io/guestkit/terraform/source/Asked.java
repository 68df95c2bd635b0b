package io.guestkit.terraform.source;

import com.google.protobuf.ByteString;
import io.guestkit.Limits;
import io.guestkit.terraform.tfplugin6.AttributePath;
import io.guestkit.terraform.tfplugin6.Diagnostic;
import io.guestkit.terraform.value.ConfigReader;
import io.guestkit.terraform.value.ConfigValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data source that was asked.
 *
 * @param state empty where there were errors
 * @param diagnostics what was told
 */
record Asked(Optional<ConfigValue.Attributes> state, Diagnostics diagnostics) {
  /** Asks it with no settings of the provider. */
  static Asked of(DataSource source, Map<String, ConfigValue> arguments) throws IOException {
    return of(source, arguments, door());
  }

  static Asked of(DataSource source, Map<String, ConfigValue> arguments, Door door)
      throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    Optional<ByteString> state =
        source.read(new ConfigValue.Attributes(arguments), door, diagnostics);
    return new Asked(
        state.isEmpty()
            ? Optional.empty()
            : Optional.of(ConfigReader.read(state.get().toByteArray())),
        diagnostics);
  }

  static Door door() {
    return new Door(
        new Settings(List.of(), true, List.of(), false, null, Limits.DEFAULT, 2),
        Map.of(),
        line -> {});
  }

  /** Returns what is told where these are checked before anything is read. */
  static List<String> checked(DataSource source, Map<String, ConfigValue> arguments) {
    Diagnostics diagnostics = new Diagnostics();
    source.check(new ConfigValue.Attributes(arguments), diagnostics);
    return new Asked(Optional.empty(), diagnostics).told();
  }

  /** Returns an attribute. */
  ConfigValue get(String name) {
    return state.orElseThrow(() -> new AssertionError(details())).get(name);
  }

  /** Returns an attribute that is a text. */
  String text(String name) {
    return ((ConfigValue.Text) get(name)).text();
  }

  /** Returns an attribute that is a list of texts. */
  List<String> texts(String name) {
    return texts(get(name));
  }

  static List<String> texts(ConfigValue list) {
    List<String> texts = new ArrayList<>();
    for (ConfigValue element : ((ConfigValue.Elements) list).elements()) {
      texts.add(((ConfigValue.Text) element).text());
    }
    return texts;
  }

  /** Returns what was told, as {@code place: summary}. */
  List<String> told() {
    List<String> told = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics.list()) {
      told.add(place(diagnostic.getAttribute()) + ": " + diagnostic.getSummary());
    }
    return told;
  }

  private static String place(AttributePath path) {
    StringBuilder place = new StringBuilder();
    for (AttributePath.Step step : path.getStepsList()) {
      place.append(
          step.getAttributeName().isEmpty()
              ? "[" + step.getElementKeyInt() + "]"
              : step.getAttributeName());
    }
    return place.toString();
  }

  /** Returns the sentences that were told. */
  String details() {
    List<String> details = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics.list()) {
      details.add(diagnostic.getDetail());
    }
    return String.join("\n", details);
  }
}
