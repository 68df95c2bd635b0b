package io.guestkit.block;

/** The budget of the inspection has ended. */
public final class LimitExceededException extends ImageException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with one sentence that says which limit, and what reached it. */
  public LimitExceededException(String message) {
    super(message, null);
  }
}
