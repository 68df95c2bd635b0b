package io.guestkit.block;

/** The image refers to a file outside of the folders that the caller allowed. */
public final class RefusedReferenceException extends ImageException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with one sentence that says who refers to what, and how to allow it. */
  public RefusedReferenceException(String message) {
    super(message, null);
  }
}
