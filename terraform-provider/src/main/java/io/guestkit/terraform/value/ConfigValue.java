package io.guestkit.terraform.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a configuration, as Terraform sends it. */
public sealed interface ConfigValue {

  /** Returns a list of texts. */
  static ConfigValue texts(List<String> texts) {
    List<ConfigValue> elements = new ArrayList<>();
    for (String text : texts) {
      elements.add(new Text(text));
    }
    return new Elements(elements);
  }

  /** Returns whether neither this nor anything in it is unknown. */
  @SuppressWarnings("IfChainToSwitch") // a pattern switch is linked at run time, at every start
  default boolean isWhollyKnown() {
    if (this instanceof Elements list) {
      return areWhollyKnown(list.elements());
    }
    if (this instanceof Attributes object) {
      return areWhollyKnown(object.values().values());
    }
    return !(this instanceof Unknown);
  }

  private static boolean areWhollyKnown(Collection<ConfigValue> values) {
    for (ConfigValue value : values) {
      if (!value.isWhollyKnown()) {
        return false;
      }
    }
    return true;
  }

  /** Null: not set. */
  record Null() implements ConfigValue {}

  /** Known only after something else was applied. */
  record Unknown() implements ConfigValue {}

  /** Text. */
  record Text(String text) implements ConfigValue {}

  /** A number; one that neither fits 64 bits nor a double comes as its digits in a text. */
  record Numeric(BigDecimal number) implements ConfigValue {

    /** Returns the number where it is a whole one from 1 to a bound. */
    public Optional<Long> wholeUpTo(long most) {
      boolean isWithin =
          number.signum() > 0
              && number.compareTo(BigDecimal.valueOf(most)) <= 0
              && number.stripTrailingZeros().scale() <= 0;
      return isWithin ? Optional.of(number.longValue()) : Optional.empty();
    }
  }

  /** A boolean. */
  record Flag(boolean value) implements ConfigValue {}

  /** A list, set or tuple. */
  record Elements(List<ConfigValue> elements) implements ConfigValue {
    /** Copies the list. */
    public Elements {
      elements = List.copyOf(elements);
    }
  }

  /** An object or a map. */
  record Attributes(Map<String, ConfigValue> values) implements ConfigValue {
    /** Copies the map. */
    public Attributes {
      values = Map.copyOf(values);
    }

    /** Returns these, and a further one or one in place of another. */
    public Attributes with(String name, ConfigValue value) {
      Map<String, ConfigValue> more = new HashMap<>(values);
      more.put(name, value);
      return new Attributes(more);
    }

    /** Returns an attribute's value; null where it has none. */
    public ConfigValue get(String name) {
      return values.getOrDefault(name, new Null());
    }
  }
}
