package io.guestkit.cache;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * The inspection that a report comes from.
 *
 * @param at when it ended, to the millisecond
 * @param took how long it took
 */
public record Origin(Instant at, Duration took) {
  void write(DataOutputStream out) throws IOException {
    out.writeLong(at.toEpochMilli());
    out.writeLong(took.toNanos());
  }

  static Origin read(DataInputStream in) throws IOException {
    return new Origin(Instant.ofEpochMilli(in.readLong()), Duration.ofNanos(in.readLong()));
  }
}
