package io.guestkit.block;

/** The content is encrypted and needs a key that was not given. */
public final class LockedImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with one sentence that says what is locked, and where. */
  public LockedImageException(String message) {
    super(message, null);
  }
}
