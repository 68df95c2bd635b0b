package io.guestkit.version;

import io.guestkit.report.OsRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The file os-release(5). */
public final class OsReleaseFile {
  private OsReleaseFile() {}

  /** Returns what the file says, as it stands; a value that is empty counts as not given. */
  public static OsRelease parse(String text) {
    Map<String, String> values = Assignments.parse(text);
    values.values().removeIf(String::isEmpty);
    return new OsRelease(
        values.get("ID"),
        words(values.getOrDefault("ID_LIKE", "")),
        values.get("NAME"),
        values.get("PRETTY_NAME"),
        values.get("VERSION"),
        values.get("VERSION_ID"),
        values.get("VERSION_CODENAME"),
        values.get("VARIANT"),
        values.get("VARIANT_ID"),
        values.get("BUILD_ID"),
        values.get("CPE_NAME"),
        values.get("SUPPORT_END"));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) <= ' ') {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }
}
