package io.guestkit.inspect.sudo;

/** A place in a logical line of sudoers. */
final class SudoersCursor {
  /** Characters that end a word unless they are escaped or quoted. */
  private static final String WORD_END = ",:=()!># \t\"";

  private final String text;
  private int at;

  SudoersCursor(String text) {
    this.text = text;
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  void skipBlanks() {
    while (isBlank(peek(0))) {
      at++;
    }
  }

  /** Returns whether nothing but a comment follows. */
  boolean atEnd() {
    skipBlanks();
    return at >= text.length() || (peek(0) == '#' && !isNumber(1));
  }

  /** Returns whether a number of a user or group follows at so many characters from here. */
  private boolean isNumber(int ahead) {
    return isDigit(peek(ahead)) || (peek(ahead) == '-' && isDigit(peek(ahead + 1)));
  }

  /** Takes a character, blanks before it left out, if it is the next one. */
  boolean take(char c) {
    skipBlanks();
    if (peek(0) != c || at >= text.length()) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char c) throws SudoersSyntaxException {
    if (!take(c)) {
      throw new SudoersSyntaxException();
    }
  }

  /** Takes a word of capital letters that a character follows, if it is the next one. */
  String takeName(char follower) {
    skipBlanks();
    int end = at;
    while (end < text.length() && isNameCharacter(text.charAt(end))) {
      end++;
    }
    int after = end;
    while (after < text.length() && isBlank(text.charAt(after))) {
      after++;
    }
    if (end == at || after >= text.length() || text.charAt(after) != follower) {
      return "";
    }
    String name = text.substring(at, end);
    at = after + 1;
    return name;
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'A' && c <= 'Z') || c == '_';
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  /** Returns the rest of the line. */
  String rest() {
    return text.substring(at);
  }

  /** Returns whether the rest of the line starts with a text. */
  boolean startsWith(String start) {
    return text.startsWith(start, at);
  }

  /** Returns a user, group, host or name: a word, quotes and escapes resolved. */
  String word() throws SudoersSyntaxException {
    skipBlanks();
    StringBuilder word = new StringBuilder();
    while (peek(0) == '%' || (word.length() == 1 && peek(0) == ':') || startsNetgroup(word)) {
      word.append(peek(0));
      at++;
    }
    if (peek(0) == '"') {
      quoted(word);
      return checked(word);
    }
    if (peek(0) == '#' && isNumber(1)) {
      word.append('#');
      at++;
    }
    while (at < text.length() && WORD_END.indexOf(text.charAt(at)) < 0) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      word.append(text.charAt(at));
      at++;
    }
    return checked(word);
  }

  private boolean startsNetgroup(StringBuilder word) {
    return word.isEmpty() && peek(0) == '+';
  }

  private static String checked(StringBuilder word) throws SudoersSyntaxException {
    String text = word.toString();
    if (text.isEmpty() || text.equals("%") || text.equals("%:") || text.equals("+")) {
      throw new SudoersSyntaxException();
    }
    return text;
  }

  private void quoted(StringBuilder word) throws SudoersSyntaxException {
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return;
      }
      if (c == '\\' && peek(1) == '"') {
        at++;
        c = '"';
      }
      word.append(c);
    }
    throw new SudoersSyntaxException();
  }

  /** Returns a host: a word, or an address of IPv6 with the colons in it. */
  String host() throws SudoersSyntaxException {
    skipBlanks();
    int end = at;
    int colons = 0;
    while (end < text.length() && isOfAddress(text.charAt(end))) {
      colons += text.charAt(end) == ':' ? 1 : 0;
      end++;
    }
    if (colons < 2) {
      return word();
    }
    String address = text.substring(at, end);
    at = end;
    return address;
  }

  private static boolean isOfAddress(char c) {
    return isDigit(c)
        || (c >= 'a' && c <= 'f')
        || (c >= 'A' && c <= 'F')
        || c == ':'
        || c == '.'
        || c == '/';
  }

  /** Returns the value of an option such as CWD=, which is not kept. */
  void skipValue() throws SudoersSyntaxException {
    skipBlanks();
    if (peek(0) == '"') {
      quoted(new StringBuilder());
      return;
    }
    int start = at;
    while (at < text.length() && !isBlank(text.charAt(at)) && text.charAt(at) != ',') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at, text.length());
    if (at == start) {
      throw new SudoersSyntaxException();
    }
  }

  /** Returns a command with its arguments, one blank between them, escapes of separators undone. */
  String command() throws SudoersSyntaxException {
    skipBlanks();
    StringBuilder command = new StringBuilder();
    while (startsDigest()) {
      digest(command);
    }
    int start = command.length();
    commandWord(command);
    if (!isCommand(command.substring(start))) {
      throw new SudoersSyntaxException();
    }
    skipBlanks();
    while (at < text.length() && ",:#".indexOf(text.charAt(at)) < 0) {
      command.append(' ');
      commandWord(command);
      skipBlanks();
    }
    return command.toString();
  }

  /** Returns whether a word is a path, an expression, a command of sudo's own, ALL or an alias. */
  private static boolean isCommand(String word) {
    char first = word.charAt(0);
    return first == '/'
        || first == '^'
        || (first >= 'A' && first <= 'Z')
        || word.equals("sudoedit")
        || word.equals("list");
  }

  private boolean startsDigest() {
    return startsWith("sha224:")
        || startsWith("sha256:")
        || startsWith("sha384:")
        || startsWith("sha512:");
  }

  private void digest(StringBuilder command) {
    while (at < text.length() && !isBlank(text.charAt(at)) && text.charAt(at) != ',') {
      command.append(text.charAt(at));
      at++;
    }
    command.append(take(',') ? ", " : " ");
    skipBlanks();
  }

  /** Appends a word of a command; one from {@code ^} to {@code $} is a regular expression. */
  private void commandWord(StringBuilder command) throws SudoersSyntaxException {
    int start = command.length();
    boolean isExpression = peek(0) == '^';
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isExpression) {
        isExpression = c != '$' || !endsWord(at + 1);
      } else if (isBlank(c) || c == ',' || c == ':' || c == '#' || (c == '"' && peek(1) != '"')) {
        break;
      }
      if (c == '\\' && ",:= \t#\\".indexOf(peek(1)) >= 0 && peek(1) != 0) {
        at++;
        c = text.charAt(at);
      } else if (c == '"') {
        at++;
        command.append('"');
      }
      command.append(c);
      at++;
    }
    if (command.length() == start) {
      throw new SudoersSyntaxException();
    }
  }

  private boolean endsWord(int index) {
    return index >= text.length() || " \t,:#".indexOf(text.charAt(index)) >= 0;
  }
}
