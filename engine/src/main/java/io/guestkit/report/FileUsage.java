package io.guestkit.report;

/** What a file, or a directory with everything below it, takes. */
public record FileUsage(
    @Component("Absolute path in the guest.") String path,
    @Component("What it is, as of a file.") String type,
    @Component(value = "Space that is allocated.", unit = Unit.BYTES) long allocatedBytes,
    @Component(value = "Sizes of the regular files and of the symbolic links.", unit = Unit.BYTES)
        long sizeBytes) {}
