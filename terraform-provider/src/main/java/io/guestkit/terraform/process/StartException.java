package io.guestkit.terraform.process;

/** The provider cannot be started so; the message is one sentence for whoever did. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }
}
