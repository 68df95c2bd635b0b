package io.guestkit.exporter.metrics;

import io.guestkit.export.DisplayText;
import org.jspecify.annotations.Nullable;

/** Text of a guest, or the name of an image, as a label's value. */
public final class LabelValue {
  /** 256: names of hosts have at most 253; bounds what a guest makes Prometheus keep. */
  static final int MAX_LENGTH = 256;

  private LabelValue() {}

  /** Returns the path of an image: whole, or two images could have the same. */
  public static String ofPath(String path) {
    return DisplayText.show(path);
  }

  /**
   * Returns text that is valid in every exposition format: bytes that are not UTF-8 and control
   * characters are shown as {@code \xNN}, what is too long ends in an ellipsis, and what is
   * undetermined is empty, which to Prometheus is no label.
   */
  static String of(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String shown = DisplayText.show(text);
    if (shown.length() <= MAX_LENGTH) {
      return shown;
    }
    int end = MAX_LENGTH - 1;
    if (Character.isHighSurrogate(shown.charAt(end - 1))) {
      end--;
    }
    return shown.substring(0, end) + "…";
  }
}
