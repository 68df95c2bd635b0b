package io.guestkit.block;

/**
 * A run of a source.
 *
 * @param kind whether the bytes are stored
 * @param length bytes, above 0
 */
public record Extent(Kind kind, long length) {

  /** Whether the bytes of a run are stored somewhere or read as zero. */
  public enum Kind {
    /** The bytes are stored; they may still be zero. */
    DATA,
    /** The bytes read as zero and are stored nowhere. */
    ZERO
  }
}
