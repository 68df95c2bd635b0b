package io.guestkit.report;

/** A filesystem in its place. */
public record Mountpoint(
    @Component("Device that holds the filesystem.") String device,
    @Component("Directory at which it is mounted.") String path) {}
