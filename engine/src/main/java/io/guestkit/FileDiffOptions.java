package io.guestkit;

/**
 * How files of two guests are compared.
 *
 * @param content which contents are compared
 * @param directoryTimes whether a directory changed where only its time did
 */
public record FileDiffOptions(Content content, DirectoryTimes directoryTimes) {
  /** By size and time. */
  public static final FileDiffOptions DEFAULT =
      new FileDiffOptions(Content.BY_SIZE, DirectoryTimes.LEFT_ASIDE);

  /** How the contents of two files are compared. */
  public enum Content {
    /** Those of different sizes differ; no content is read. */
    BY_SIZE,
    /** Those of equal sizes are read, up to the first difference. */
    BY_BYTES
  }

  /** What is made of the time of a directory, which changes with every name in it. */
  public enum DirectoryTimes {
    LEFT_ASIDE,
    COMPARED
  }
}
