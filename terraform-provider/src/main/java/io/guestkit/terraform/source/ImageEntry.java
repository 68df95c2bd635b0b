package io.guestkit.terraform.source;

import io.guestkit.report.Component;
import io.guestkit.report.ImageInfo;
import org.jspecify.annotations.Nullable;

/** One of many images: its facts, or why it could not be opened. */
public record ImageEntry(
    @Component("Facts of the image's container; null where it could not be opened.")
        @Nullable ImageInfo image,
    @Component("Why the image could not be opened; null where it could.")
        @Nullable ImageError error) {

  static ImageEntry failed(String kind, String message) {
    return new ImageEntry(null, new ImageError(kind, message));
  }
}
