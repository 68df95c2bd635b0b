package io.guestkit.inspect.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times of files as evidence. */
final class FileTimes {
  /**
   * 1991-08-25: before it there was no Linux; images that are built to be equal have such times.
   */
  private static final Instant FIRST = Instant.ofEpochSecond(683_078_400);

  private FileTimes() {}

  /** Returns whether a time can be one of a running Linux. */
  static boolean tells(@Nullable Instant at) {
    return at != null && at.isAfter(FIRST);
  }
}
