package io.guestkit.image;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an image is opened.
 *
 * @param allowedDirs folders that references may lead to, besides the image's own
 * @param snapshot id or name of an internal snapshot, or null for the active state
 */
public record ImageOptions(List<Path> allowedDirs, @Nullable String snapshot) {}
