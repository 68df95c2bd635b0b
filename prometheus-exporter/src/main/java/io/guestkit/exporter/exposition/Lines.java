package io.guestkit.exporter.exposition;

/**
 * The samples of one image as text.
 *
 * @param byFamily lines in the order of {@link Families#all}; empty where a family has none
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record Lines(byte[][] byFamily) {

  /** Returns these, and where a family has none those of others. */
  public Lines or(Lines others) {
    byte[][] merged = byFamily.clone();
    for (int i = 0; i < merged.length; i++) {
      if (merged[i].length == 0) {
        merged[i] = others.byFamily[i];
      }
    }
    return new Lines(merged);
  }
}
