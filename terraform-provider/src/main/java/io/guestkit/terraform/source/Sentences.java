package io.guestkit.terraform.source;

import io.guestkit.block.ImageException;

/** What is said of an image that cannot be opened. */
final class Sentences {
  private Sentences() {}

  /** Returns the headline of a kind of problem. */
  static String summary(ImageException error) {
    return switch (error.kind()) {
      case "missing" -> "Image not found";
      case "corrupt" -> "Broken image";
      case "unsupported" -> "Image of a kind that is not read";
      case "locked" -> "Encrypted image";
      case "refused" -> "Image refers to another folder";
      default -> "Image cannot be read";
    };
  }

  /** Returns what and where, and what to do where that is not plain. */
  static String detail(ImageException error) {
    return advised(error, String.valueOf(error.getMessage()));
  }

  /** Returns the same, with the image's path in front where it does not name that by itself. */
  static String detailNaming(String path, ImageException error) {
    return advised(error, error.messageNaming(path));
  }

  private static String advised(ImageException error, String message) {
    return error.kind().equals("refused")
        ? message
            + ". An image is followed to files in its own folder and in the provider's allow_dirs;"
            + " put them there, or name their folder"
        : message;
  }
}
