package io.guestkit.block;

import org.jspecify.annotations.Nullable;

/** The host does not let the file be read: permission, an I/O error, or not a file with bytes. */
public final class UnreadableImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with one sentence that says which file and why. */
  public UnreadableImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
