package io.guestkit.inspect.boot.grub;

import io.guestkit.block.CorruptImageException;
import java.util.ArrayList;
import java.util.List;

/** Splits a script of GRUB 2 into tokens. */
final class GrubLexer {
  /** What a token is. */
  enum Kind {
    WORD,
    SEPARATOR,
    OPEN,
    CLOSE,
    END
  }

  /** A token; a word's parts, none of what is no word. */
  record Token(Kind kind, Word word) {}

  private static final Word NO_WORD = new Word(List.of());

  /** Ends a word; the last four are reserved and part commands here. */
  private static final String SPECIAL = " \t\r\n{};|&<>";

  private final String path;
  private final String text;
  private int at;
  private int line = 1;

  GrubLexer(String path, String text) {
    this.path = path;
    this.text = text;
  }

  CorruptImageException corrupt(String what) {
    return new CorruptImageException(path, at, "line %d: %s".formatted(line, what));
  }

  Token next() throws CorruptImageException {
    skipBlanks();
    if (at == text.length()) {
      return new Token(Kind.END, NO_WORD);
    }
    char c = text.charAt(at);
    if (SPECIAL.indexOf(c) < 0) {
      return new Token(Kind.WORD, word());
    }
    at++;
    Token token =
        new Token(
            switch (c) {
              case '{' -> Kind.OPEN;
              case '}' -> Kind.CLOSE;
              default -> Kind.SEPARATOR;
            },
            NO_WORD);
    line += c == '\n' ? 1 : 0;
    return token;
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (isJoinedLine()) {
        at += 2;
        line++;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else {
        return;
      }
    }
  }

  private boolean isJoinedLine() {
    return text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
  }

  private Word word() throws CorruptImageException {
    List<Word.Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    while (at < text.length() && SPECIAL.indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at);
      if (isJoinedLine()) {
        at += 2;
        line++;
      } else if (c == '\\') {
        at++;
        if (at < text.length()) {
          plain.append(text.charAt(at++));
        }
      } else if (c == '\'' || c == '"' || isVariable()) {
        flush(plain, Word.Kind.TEXT, parts);
        if (c == '\'') {
          singleQuoted(parts);
        } else if (c == '"') {
          doubleQuoted(parts);
        } else {
          parts.add(new Word.Part(Word.Kind.VARIABLE, variable()));
        }
      } else {
        plain.append(c);
        at++;
      }
    }
    flush(plain, Word.Kind.TEXT, parts);
    return new Word(parts);
  }

  private static void flush(StringBuilder plain, Word.Kind kind, List<Word.Part> parts) {
    if (!plain.isEmpty()) {
      parts.add(new Word.Part(kind, plain.toString()));
      plain.setLength(0);
    }
  }

  private void singleQuoted(List<Word.Part> parts) throws CorruptImageException {
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw corrupt("a quote is not closed");
    }
    String quoted = text.substring(at + 1, end);
    countLines(quoted);
    parts.add(new Word.Part(Word.Kind.QUOTED_TEXT, quoted));
    at = end + 1;
  }

  private void countLines(String passed) {
    for (int i = 0; i < passed.length(); i++) {
      line += passed.charAt(i) == '\n' ? 1 : 0;
    }
  }

  private void doubleQuoted(List<Word.Part> parts) throws CorruptImageException {
    StringBuilder plain = new StringBuilder();
    parts.add(new Word.Part(Word.Kind.QUOTED_TEXT, "")); // an empty word is a word
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (isVariable()) {
        flush(plain, Word.Kind.QUOTED_TEXT, parts);
        parts.add(new Word.Part(Word.Kind.QUOTED_VARIABLE, variable()));
      } else if (c == '\\'
          && at + 1 < text.length()
          && "\\\"$\n".indexOf(text.charAt(at + 1)) >= 0) {
        c = text.charAt(at + 1);
        at += 2;
        if (c == '\n') {
          line++;
        } else {
          plain.append(c);
        }
      } else {
        line += c == '\n' ? 1 : 0;
        plain.append(c);
        at++;
      }
    }
    if (at == text.length()) {
      throw corrupt("a quote is not closed");
    }
    at++;
    flush(plain, Word.Kind.QUOTED_TEXT, parts);
  }

  /** Returns whether a dollar sign begins the name of a variable here. */
  private boolean isVariable() {
    if (text.charAt(at) != '$' || at + 1 == text.length()) {
      return false;
    }
    char c = text.charAt(at + 1);
    return c == '{' ? text.indexOf('}', at) > 0 : isNameLetter(c) || "?*@#".indexOf(c) >= 0;
  }

  private static boolean isNameLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private String variable() {
    int start = at + 1;
    if (text.charAt(start) == '{') {
      int end = text.indexOf('}', start);
      at = end + 1;
      return text.substring(start + 1, end);
    }
    int end = start + 1;
    boolean digits = Character.isDigit(text.charAt(start));
    while (isNameLetter(text.charAt(start))
        && end < text.length()
        && isNameLetter(text.charAt(end))
        && (!digits || Character.isDigit(text.charAt(end)))) {
      end++;
    }
    at = end;
    return text.substring(start, end);
  }
}
