package io.guestkit.inspect.boot.grub;

import io.guestkit.block.UnsupportedImageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Variables of a script, and words with them put in. */
final class GrubVariables {
  /** 1024: a script sets a few dozen. */
  private static final int MAX_VARIABLES = 1024;

  /** 16 KiB in one command: Linux takes a command line of 4 KiB at most. */
  private static final int MAX_COMMAND_CHARS = 16 << 10;

  /** What only the machine knows; it stays as it is written. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("root", "cmdpath", "net_default_server", "fw_path");

  private final Map<String, String> values;

  GrubVariables() {
    values = new HashMap<>();
  }

  private GrubVariables(Map<String, String> values) {
    this.values = values;
  }

  /** Returns variables that change apart from these. */
  GrubVariables copy() {
    return new GrubVariables(new HashMap<>(values));
  }

  void set(String name, String value) throws UnsupportedImageException {
    if (values.size() >= MAX_VARIABLES && !values.containsKey(name)) {
      throw new UnsupportedImageException("more than %d variables".formatted(MAX_VARIABLES));
    }
    values.put(name, value);
  }

  void unset(String name) {
    values.remove(name);
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  private String value(String name) {
    String value = values.get(name);
    if (value != null) {
      return value;
    }
    return OF_THE_MACHINE.contains(name) ? "${" + name + "}" : "";
  }

  /** Returns the words with variables put in; one that is not quoted may make several, or none. */
  List<String> expand(List<Word> words) throws UnsupportedImageException {
    List<String> expanded = new ArrayList<>();
    int length = 0;
    for (Word word : words) {
      int first = expanded.size();
      expand(word, length, expanded);
      for (int i = first; i < expanded.size(); i++) {
        length += expanded.get(i).length() + 1;
      }
      checkLength(length);
    }
    return expanded;
  }

  private static void checkLength(long length) throws UnsupportedImageException {
    if (length > MAX_COMMAND_CHARS) {
      throw new UnsupportedImageException(
          "a command of more than %d characters".formatted(MAX_COMMAND_CHARS));
    }
  }

  private void expand(Word word, int used, List<String> expanded) throws UnsupportedImageException {
    StringBuilder text = new StringBuilder();
    boolean isWord = false;
    long length = used;
    for (Word.Part part : word.parts()) {
      boolean variable =
          part.kind() == Word.Kind.VARIABLE || part.kind() == Word.Kind.QUOTED_VARIABLE;
      String value = variable ? value(part.text()) : part.text();
      length += value.length();
      checkLength(length);
      if (part.kind() != Word.Kind.VARIABLE) {
        text.append(value);
        isWord = true;
        continue;
      }
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c != ' ' && c != '\t') {
          text.append(c);
          isWord = true;
        } else if (isWord) {
          expanded.add(text.toString());
          text.setLength(0);
          isWord = false;
        }
      }
    }
    if (isWord) {
      expanded.add(text.toString());
    }
  }

  /** Returns a text with its variables put in, as in the values of an entry of a boot menu. */
  String expand(String text) throws UnsupportedImageException {
    if (text.indexOf('$') < 0) {
      return text;
    }
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = text.charAt(at) == '$' ? nameEnd(text, at + 1) : at;
      if (end > at + 1) {
        boolean braces = text.charAt(at + 1) == '{';
        expanded.append(value(text.substring(braces ? at + 2 : at + 1, braces ? end - 1 : end)));
        at = end;
      } else {
        expanded.append(text.charAt(at++));
      }
      checkLength(expanded.length());
    }
    return expanded.toString();
  }

  private static int nameEnd(String text, int from) {
    if (from < text.length() && text.charAt(from) == '{') {
      return text.indexOf('}', from) + 1;
    }
    int end = from;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return end;
  }
}
