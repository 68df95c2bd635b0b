package io.guestkit.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file of a guest. */
public record FileInfo(
    @Component("Absolute path in the guest.") String path,
    @Component(
            "What it is: file, directory, symlink, character_device, block_device, fifo, socket.")
        String type,
    @Component("Permissions as four octal digits.") String mode,
    @Component("Owner's number.") long uid,
    @Component("Group's number.") long gid,
    @Component(value = "Size.", unit = Unit.BYTES) long sizeBytes,
    @Component(value = "Space that is allocated to it.", unit = Unit.BYTES) long allocatedBytes,
    @Component("Number of names.") long links,
    @Component("Inode number, unique in its filesystem or subvolume.") long inode,
    @Component("Device that holds it; with the subvolume where it is in one.") String device,
    @Component("When the content changed.") Instant modified,
    @Component("When the content was last read.") @Nullable Instant accessed,
    @Component("When the entry changed.") @Nullable Instant changed,
    @Component("When it was made.") @Nullable Instant created,
    @Component("Target of a symbolic link.") @Nullable String target,
    @Component("Number of a device, as MAJOR:MINOR.") @Nullable String deviceNumber) {}
