package io.guestkit.report;

import java.time.Instant;

/** A moment in the life of a system, and what tells it. */
public record Moment(
    @Component("When it was.") Instant at,
    @Component("File whose time or content tells it.") String path) {}
