package io.guestkit;

/** A pattern that stands for more files than anybody means; the message is one sentence. */
public final class TooManyPathsException extends Exception {
  private static final long serialVersionUID = 1L;

  TooManyPathsException(String path, int most) {
    super(path + ": more than " + most + " paths; name fewer");
  }

  /** Returns the sentence. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
