package io.guestkit.exporter.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An image that may be probed.
 *
 * @param root the root that it is in
 * @param image its path relative to the root
 * @param path the file without symbolic links; null where there is none
 */
public record Target(Root root, String image, @Nullable Path path) {}
