package io.guestkit.inspect.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of authorized_keys or of a file of a public key. Source: sshd(8), AUTHORIZED_KEYS FILE
 * FORMAT.
 *
 * @param options names of the options, in lower case, without their values
 * @param comment what follows the key; null where nothing does
 */
record SshKeyLine(List<String> options, SshKey key, @Nullable String comment) {

  /** Returns what a line says, or empty where it is no key. Neither blank nor a comment. */
  static Optional<SshKeyLine> of(String line) {
    String text = line.strip();
    Optional<SshKeyLine> whole = key(text, List.of());
    if (whole.isPresent()) {
      return whole;
    }
    int end = optionsEnd(text);
    return end == 0 || end == text.length()
        ? Optional.empty()
        : key(text.substring(end).strip(), names(text.substring(0, end)));
  }

  private static Optional<SshKeyLine> key(String text, List<String> options) {
    int typeEnd = wordEnd(text, 0);
    int keyStart = skipBlanks(text, typeEnd);
    int keyEnd = wordEnd(text, keyStart);
    String comment = text.substring(keyEnd).strip();
    return SshKey.of(text.substring(0, typeEnd), text.substring(keyStart, keyEnd))
        .map(key -> new SshKeyLine(options, key, comment.isEmpty() ? null : comment));
  }

  private static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\t') {
      end++;
    }
    return end;
  }

  private static int skipBlanks(String text, int from) {
    int end = from;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return end;
  }

  /** Returns where the options end: at a blank that is not quoted. */
  private static int optionsEnd(String text) {
    boolean isQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (!isQuoted && (c == ' ' || c == '\t')) {
        return i;
      }
    }
    return text.length();
  }

  private static List<String> names(String options) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean isQuoted = false;
    boolean isValue = false;
    for (int i = 0; i <= options.length(); i++) {
      char c = i < options.length() ? options.charAt(i) : ',';
      if (c == '\\' && i + 1 < options.length() && options.charAt(i + 1) == '"') {
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
        isValue = true;
      } else if (c == ',' && (!isQuoted || i == options.length())) {
        if (!name.isEmpty()) {
          names.add(name.toString().toLowerCase(Locale.ROOT));
        }
        name.setLength(0);
        isValue = false;
      } else if (c == '=') {
        isValue = true;
      } else if (!isValue) {
        name.append(c);
      }
    }
    return names;
  }
}
