package io.guestkit.filesystem.xfs.layout;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import java.time.Instant;

/**
 * Times of an inode: seconds and nanoseconds of 32 bits each, or with bigtime nanoseconds since
 * December 1901 in 64 bits. Source: "XFS Algorithms &amp; Data Structures", "Inode Core".
 */
final class Timestamps {
  private static final long NANOSECONDS = 1_000_000_000L;

  private Timestamps() {}

  static Instant read(Struct s, int at, boolean big) throws CorruptImageException {
    if (big) {
      long time = s.bits64(at);
      long seconds = Long.divideUnsigned(time, NANOSECONDS) + Integer.MIN_VALUE;
      return Instant.ofEpochSecond(seconds, Long.remainderUnsigned(time, NANOSECONDS));
    }
    long nanoseconds = s.u32(at + 4);
    s.check(nanoseconds < NANOSECONDS, at + 4, "%d nanoseconds", nanoseconds);
    return Instant.ofEpochSecond(s.i32(at), nanoseconds);
  }
}
