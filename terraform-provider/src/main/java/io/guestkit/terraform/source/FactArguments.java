package io.guestkit.terraform.source;

import io.guestkit.InspectOptions;
import io.guestkit.terraform.source.Diagnostics.Place;
import io.guestkit.terraform.value.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments that say what is read. Those that are unknown are not checked yet. */
final class FactArguments {
  static final String PROFILE = "profile";
  static final String FACTS = "facts";

  private static final String PROFILE_TEXT =
      "A list of facts that are read: %s. Where neither this nor `facts` is set, it is `default`.";
  private static final String FACTS_TEXT =
      "Facts that are read, besides those of `profile` where that is set: %s; or names of profiles.";

  private FactArguments() {}

  /** Adds both to the arguments of a block. */
  static Arguments addTo(Arguments arguments) {
    return arguments
        .optional(PROFILE, Arguments.TEXT, described(PROFILE_TEXT, InspectOptions.profileNames()))
        .optional(FACTS, Arguments.TEXTS, described(FACTS_TEXT, InspectOptions.factNames()));
  }

  /** Adds both; the second becomes what was read. */
  static Arguments addComputedTo(Arguments arguments) {
    return arguments
        .optional(PROFILE, Arguments.TEXT, described(PROFILE_TEXT, InspectOptions.profileNames()))
        .optionalComputed(
            FACTS,
            Arguments.TEXTS,
            described(FACTS_TEXT, InspectOptions.factNames())
                + " Where this is not set, it becomes the list of the facts that were read.");
  }

  private static String described(String text, List<String> names) {
    return text.replace("%s", "`" + String.join("`, `", names) + "`");
  }

  /** Adds an error for each argument that cannot be meant. */
  static void check(ConfigValue.Attributes config, Diagnostics diagnostics) {
    names(config, diagnostics);
  }

  /**
   * Returns the names of facts and profiles: the profile's facts and the named ones; the default
   * profile where there is neither. Empty where an argument is wrong or unknown.
   */
  static Optional<List<String>> names(ConfigValue.Attributes config, Diagnostics diagnostics) {
    ConfigValue profile = config.get(PROFILE);
    ConfigValue facts = config.get(FACTS);
    List<String> names = new ArrayList<>();
    boolean complete =
        !(profile instanceof ConfigValue.Unknown) && !(facts instanceof ConfigValue.Unknown);
    if (profile instanceof ConfigValue.Text name) {
      complete &= isProfile(name.text(), diagnostics);
      names.add(name.text());
    }
    List<ConfigValue> wanted =
        facts instanceof ConfigValue.Elements list ? list.elements() : List.of();
    for (int i = 0; i < wanted.size(); i++) {
      Place place = Place.attribute(FACTS).element(i);
      if (wanted.get(i) instanceof ConfigValue.Text name) {
        complete &= isFact(name.text(), place, diagnostics);
        names.add(name.text());
      } else {
        complete = false;
        if (!(wanted.get(i) instanceof ConfigValue.Unknown)) {
          diagnostics.error(place, "No fact is named", "The name of a fact is needed here");
        }
      }
    }
    if (!complete) {
      return Optional.empty();
    }
    boolean isDefault = profile instanceof ConfigValue.Null && facts instanceof ConfigValue.Null;
    return Optional.of(isDefault ? InspectOptions.DEFAULT.facts() : names);
  }

  private static boolean isProfile(String name, Diagnostics diagnostics) {
    List<String> profiles = InspectOptions.profileNames();
    if (profiles.contains(name)) {
      return true;
    }
    String detail =
        "No profile is named '%s'; there are %s".formatted(name, String.join(", ", profiles));
    diagnostics.error(Place.attribute(PROFILE), "Unknown profile", detail);
    return false;
  }

  private static boolean isFact(String name, Place place, Diagnostics diagnostics) {
    try {
      new InspectOptions(List.of(name), false, InspectOptions.DEFAULT_TIMEOUT);
      return true;
    } catch (IllegalArgumentException e) {
      diagnostics.error(place, "Unknown fact", String.valueOf(e.getMessage()));
      return false;
    }
  }
}
