package io.guestkit.cli;

import io.guestkit.block.ImageException;
import io.guestkit.block.RefusedReferenceException;

/** What is said of a failure: what, where and what to do. */
final class Complaints {
  private Complaints() {}

  /** Returns the sentence for an image or path that names itself in the exception. */
  static String of(ImageException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof RefusedReferenceException ? message + " (--allow-dir)" : message;
  }

  /** Returns the sentence for an image, which it names. */
  static String of(String path, ImageException e) {
    String message = of(e);
    return printable(message).contains(printable(path)) ? message : path + ": " + message;
  }

  /** Exceptions may have replaced control characters. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        printable.setCharAt(i, '?');
      }
    }
    return printable.toString();
  }

  /** Returns the sentence for a fault of the program. */
  static String ofUnexpected(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      return "out of memory: ask for less at once (--jobs 1, fewer --facts), or allow more with"
          + " GUESTKIT_HEAP=1g";
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    String place =
        trace.length == 0 ? "" : " at " + trace[0].getClassName() + ":" + trace[0].getLineNumber();
    return "unexpected "
        + thrown.getClass().getSimpleName()
        + place
        + ": a fault of guestkit; please report it with what GUESTKIT_DEBUG=1 adds";
  }
}
