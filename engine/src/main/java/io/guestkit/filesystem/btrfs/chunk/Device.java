package io.guestkit.filesystem.btrfs.chunk;

import io.guestkit.block.BlockSource;
import io.guestkit.filesystem.btrfs.superblock.DeviceItem;
import java.util.Optional;

/**
 * A device of the filesystem.
 *
 * @param item what the filesystem says of it
 * @param source its bytes, empty where it is missing
 */
public record Device(DeviceItem item, Optional<BlockSource> source) {}
