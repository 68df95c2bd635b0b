package io.guestkit.dist;

import java.nio.file.Path;

/**
 * The images that training runs work on.
 *
 * @param qcow2 the sample that comes with the program
 * @param raw the same disk, raw
 * @param server a disk with Btrfs, LVM and XFS
 */
record TrainingImages(Path qcow2, Path raw, Path server) {}
