package io.guestkit.report;

/** A setting by its name. */
public record Setting(@Component("Name.") String name, @Component("Value.") String value) {}
