package io.guestkit.testing.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * What goes wrong with the reads of a file, by their number from 1. Counts them over every time
 * that the file is opened.
 */
public final class Faults {
  private final Kind kind;
  private final long first;
  private long reads;

  private Faults(Kind kind, long first) {
    this.kind = kind;
    this.first = first;
  }

  /** What a read does that goes wrong. */
  public enum Kind {
    /** It fails, as a bad sector does, and the next one does not. */
    ONE_FAILS,
    /** It fails, and so does every later one, as where a server is gone. */
    ALL_FAIL,
    /** It finds the end of the file, as where that was cut off, and so does every later one. */
    END,
    /** It brings fewer bytes than it was asked for, and so does every other one. */
    SHORT,
    /** It takes a while, and so does every other one. */
    SLOW
  }

  /** Returns a fault that begins at a read. */
  public static Faults of(Kind kind, long first) {
    return new Faults(kind, first);
  }

  /** Returns none: the reads are counted. */
  public static Faults none() {
    return new Faults(Kind.ALL_FAIL, Long.MAX_VALUE);
  }

  /** Returns how many reads there were. */
  public synchronized long reads() {
    return reads;
  }

  int read(FileChannel file, ByteBuffer target, long position) throws IOException {
    long number = next();
    boolean isWrong = kind == Kind.ONE_FAILS ? number == first : number >= first;
    if (!isWrong) {
      return file.read(target, position);
    }
    return switch (kind) {
      case ONE_FAILS, ALL_FAIL -> throw new IOException("Input/output error");
      case END -> -1;
      case SHORT -> readSome(file, target, position);
      case SLOW -> readSlowly(file, target, position);
    };
  }

  private synchronized long next() {
    reads++;
    return reads;
  }

  private static int readSome(FileChannel file, ByteBuffer target, long position)
      throws IOException {
    int limit = target.limit();
    target.limit(target.position() + (target.remaining() + 1) / 2);
    try {
      return file.read(target, position);
    } finally {
      target.limit(limit);
    }
  }

  private static int readSlowly(FileChannel file, ByteBuffer target, long position)
      throws IOException {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return file.read(target, position);
  }
}
