package io.guestkit.block;

import io.guestkit.report.Problem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Why something of an image could not be read. The message is one sentence that says what and
 * where; the subclass is the kind of problem.
 */
public abstract sealed class ImageException extends IOException
    permits CorruptImageException,
        UnsupportedImageException,
        LockedImageException,
        MissingImageException,
        LimitExceededException,
        RefusedReferenceException,
        UnreadableImageException {
  private static final long serialVersionUID = 1L;

  ImageException(String message, @Nullable Throwable cause) {
    super(oneLine(message), cause);
  }

  /** Names in a message come from the image: none may start a line or steer a terminal. */
  private static String oneLine(String message) {
    StringBuilder line = new StringBuilder(message);
    for (int i = 0; i < line.length(); i++) {
      int type = Character.getType(line.charAt(i));
      if (type == Character.CONTROL
          || type == Character.FORMAT
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR) {
        line.setCharAt(i, '?');
      }
    }
    return line.toString();
  }

  /** Returns the kind's name as reports show it, such as {@code corrupt}. */
  public final String kind() {
    return switch (this) {
      case CorruptImageException e -> "corrupt";
      case UnsupportedImageException e -> "unsupported";
      case LockedImageException e -> "locked";
      case MissingImageException e -> "missing";
      case LimitExceededException e -> "limit";
      case RefusedReferenceException e -> "refused";
      case UnreadableImageException e -> "unreadable";
    };
  }

  /** Returns the message, with a path in front where it does not name that path itself. */
  public final String messageNaming(String path) {
    String message = String.valueOf(getMessage());
    return message.contains(oneLine(path)) ? message : path + ": " + message;
  }

  /** Returns this as a problem of a report. */
  public final Problem problem(@Nullable String device, @Nullable String path) {
    return new Problem(kind(), device, path, String.valueOf(getMessage()));
  }
}
