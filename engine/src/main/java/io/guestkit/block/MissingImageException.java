package io.guestkit.block;

/** A file or device that is needed is not there. */
public final class MissingImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with one sentence that says which one, and who needs it. */
  public MissingImageException(String message) {
    super(message, null);
  }
}
