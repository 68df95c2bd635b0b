package io.guestkit.filesystem.btrfs.file;

import io.guestkit.filesystem.btrfs.tree.Item;
import java.io.IOException;
import java.time.Instant;

/** Times: seconds since 1970, 64 bits with a sign, and 32 bits of nanoseconds. */
final class Times {
  private static final int NANOSECONDS = 1_000_000_000;

  private Times() {}

  static Instant read(Item item, int at) throws IOException {
    long seconds = item.bits64(at);
    long nanoseconds = item.u32(at + 8);
    boolean sound =
        nanoseconds < NANOSECONDS
            && seconds >= Instant.MIN.getEpochSecond()
            && seconds <= Instant.MAX.getEpochSecond();
    item.check(sound, at, "time of seconds", seconds);
    return Instant.ofEpochSecond(seconds, nanoseconds);
  }
}
