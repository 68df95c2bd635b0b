package io.guestkit.image;

import io.guestkit.block.FileSource;
import org.jspecify.annotations.Nullable;

/**
 * Where an image is opened from.
 *
 * @param file the opened file
 * @param snapshot id or name of the internal snapshot to read in place of the active state, or null
 */
public record ImageLocation(FileSource file, @Nullable String snapshot) {}
