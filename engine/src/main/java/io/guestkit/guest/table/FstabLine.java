package io.guestkit.guest.table;

import io.guestkit.report.FstabEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of the file system table. Source: fstab(5) of util-linux 2.40.
 *
 * @param spec the device, a tag such as {@code UUID=...}, or a name that only its type understands
 * @param path where it is mounted; {@code none} or {@code swap} where it is not
 * @param type filesystem type, {@code auto} where it is not given
 * @param options mount options, {@code defaults} where they are not given
 * @param dump fifth field
 * @param pass sixth field
 */
public record FstabLine(
    String spec, String path, String type, List<String> options, int dump, int pass) {
  /** 4096: a large server has some dozens; bounds what is looked up. */
  private static final int MAX_LINES = 4096;

  private static final int FIELDS = 6;

  /** Returns the lines that have a device and a place; others are passed over as mount(8) does. */
  public static List<FstabLine> parse(String text) {
    List<FstabLine> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length() && lines.size() < MAX_LINES) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      List<String> fields = fields(text, start, end);
      if (fields.size() >= 2 && !fields.getFirst().startsWith("#")) {
        lines.add(of(fields));
      }
      start = end + 1;
    }
    return lines;
  }

  private static FstabLine of(List<String> fields) {
    return new FstabLine(
        fields.get(0),
        fields.get(1),
        fields.size() > 2 ? fields.get(2) : "auto",
        List.of((fields.size() > 3 ? fields.get(3) : "defaults").split(",", -1)),
        fields.size() > 4 ? number(fields.get(4)) : 0,
        fields.size() > 5 ? number(fields.get(5)) : 0);
  }

  private static List<String> fields(String text, int from, int to) {
    List<String> fields = Fields.split(text, from, to, FIELDS);
    fields.replaceAll(FstabLine::unescape);
    return fields;
  }

  /** Returns a field with its octal escapes ({@code \040} is a blank) as characters. */
  private static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && isOctal(field, i + 1)) {
        text.append((char) Integer.parseInt(field, i + 1, i + 4, 8));
        i += 3;
      } else {
        text.append(field.charAt(i));
      }
    }
    return text.toString();
  }

  private static boolean isOctal(String text, int from) {
    if (from + 3 > text.length()) {
      return false;
    }
    for (int i = from; i < from + 3; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '7') {
        return false;
      }
    }
    return text.charAt(from) <= '3';
  }

  private static int number(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits ? Integer.parseInt(text) : 0;
  }

  /** Returns whether an option stands in the line. */
  public boolean has(String option) {
    return options.contains(option);
  }

  /** Returns the value of an option such as {@code subvol=}; the last one counts. */
  public Optional<String> value(String option) {
    Optional<String> value = Optional.empty();
    for (String given : options) {
      if (given.startsWith(option)) {
        value = Optional.of(given.substring(option.length()));
      }
    }
    return value;
  }

  /** Returns the line for a report. */
  public FstabEntry entry(@Nullable String device) {
    return new FstabEntry(spec, path, type, options, dump, pass, device);
  }
}
