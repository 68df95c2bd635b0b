package io.guestkit.report;

/** A disk of the machine. */
public record DiskInfo(
    @Component("Device name of the disk, the first one /dev/sda.") String device,
    @Component("The container that holds the disk.") ImageInfo image) {}
