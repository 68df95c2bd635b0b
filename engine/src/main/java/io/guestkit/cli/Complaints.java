package io.guestkit.cli;

import io.guestkit.Fault;
import io.guestkit.block.ImageException;
import io.guestkit.block.RefusedReferenceException;

/** What is said of a failure: what, where and what to do. */
final class Complaints {
  private Complaints() {}

  /** Returns the sentence for an image or path that names itself in the exception. */
  static String of(ImageException e) {
    return withOption(String.valueOf(e.getMessage()), e);
  }

  /** Returns the sentence for an image, which it names. */
  static String of(String path, ImageException e) {
    return withOption(e.messageNaming(path), e);
  }

  private static String withOption(String sentence, ImageException e) {
    return e instanceof RefusedReferenceException ? sentence + " (--allow-dir)" : sentence;
  }

  /** Returns the sentence for a fault of the program. */
  static String ofUnexpected(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      return "out of memory: ask for less at once (--jobs 1, fewer --facts), or allow more with"
          + " GUESTKIT_HEAP=1g";
    }
    return Fault.sentence(thrown) + " with what GUESTKIT_DEBUG=1 adds";
  }
}
