package io.guestkit.block;

/** The bytes contradict their format. */
public final class CorruptImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * Makes the exception.
   *
   * @param structure the structure and the source it is in
   * @param offset byte offset in the source
   * @param what what is wrong there
   */
  public CorruptImageException(String structure, long offset, String what) {
    super("%s at offset %d: %s".formatted(structure, offset, what), null);
    this.offset = offset;
  }

  /** Returns the byte offset in the source at which the contradiction is. */
  public long offset() {
    return offset;
  }
}
