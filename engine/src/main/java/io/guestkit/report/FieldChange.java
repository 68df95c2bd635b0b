package io.guestkit.report;

import org.jspecify.annotations.Nullable;

/** A field of a fact that is not the same in two reports. */
public record FieldChange(
    @Component(
            "Name; of a field in a record of a list with what tells that record from the others, such as partitions[/dev/sda1].size_bytes.")
        String name,
    @Component("Value as text, a list joined by commas; null where it was none.")
        @Nullable String before,
    @Component("Value as text, a list joined by commas; null where it is none.")
        @Nullable String after) {}
