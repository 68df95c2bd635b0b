package io.guestkit.report;

/** Where a fact comes from. */
public record Evidence(
    @Component("Component of the operating system that was read.") String component,
    @Component("Device that holds the file.") String device,
    @Component("Path of the file in the guest.") String path) {}
