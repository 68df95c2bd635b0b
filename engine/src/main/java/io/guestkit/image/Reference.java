package io.guestkit.image;

import org.jspecify.annotations.Nullable;

/**
 * A file that an image refers to, as the image names it. Not trusted.
 *
 * @param role what it is to the image, for messages, such as {@code backing file}
 * @param name the path that the image records, relative to the image's own folder or absolute
 * @param format the format that the image records, or null where it is to be probed
 */
public record Reference(String role, String name, @Nullable String format) {}
