package io.guestkit.report;

import org.jspecify.annotations.Nullable;

/** Something that could not be read. */
public record Problem(
    @Component(
            "Kind of problem: corrupt, unsupported, locked, missing, limit, refused, unreadable.")
        String kind,
    @Component("Device on which it is.") @Nullable String device,
    @Component("Path in the guest at which it is.") @Nullable String path,
    @Component("One sentence that says what and why.") String message) {}
