package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fact, or one item of a list of facts, that is not the same in two reports. */
public record FactChange(
    @Component("Component of the report, such as packages; operating_systems for a whole system.")
        String fact,
    @Component("What became of it: added, removed, changed.") String change,
    @Component(
            "Device of the root of the operating system, as it was where it is gone; null for what is of the machine.")
        @Nullable String system,
    @Component(
            "What tells the item from the others of the list: of a package NAME.ARCH, and its version where several are installed; null where the fact is no list.")
        @Nullable String item,
    @Component("The fields that changed; of what was added or removed, all that are known.")
        List<FieldChange> fields) {
  /** Copies the list. */
  public FactChange {
    fields = List.copyOf(fields);
  }
}
