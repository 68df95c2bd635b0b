package io.guestkit.block;

/** The image is sound but uses a feature that is not read. */
public final class UnsupportedImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with one sentence that says which feature, and where. */
  public UnsupportedImageException(String message) {
    super(message, null);
  }
}
