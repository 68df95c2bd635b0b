package io.guestkit.inspect.boot.grub;

import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.boot.BootFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The command {@code test}: and binds more than or. Source: GNU GRUB Manual 2.12, "test". */
final class GrubTest {
  /** 64: levels of brackets and negations; bounds the recursion. */
  private static final int MAX_DEPTH = 64;

  private final BootFiles files;
  private final List<String> words;
  private int at;
  private int depth;

  private GrubTest(BootFiles files, List<String> words) {
    this.files = files;
    this.words = words;
  }

  /** Returns whether an expression holds. */
  static boolean holds(BootFiles files, List<String> words) throws IOException {
    return new GrubTest(files, words).or();
  }

  private boolean or() throws IOException {
    boolean holds = and();
    while (at < words.size() && words.get(at).equals("-o")) {
      at++;
      holds |= and();
    }
    return holds;
  }

  private boolean and() throws IOException {
    boolean holds = primary();
    while (at < words.size() && !words.get(at).equals("-o") && !words.get(at).equals(")")) {
      if (words.get(at).equals("-a")) {
        at++;
      }
      holds &= primary();
    }
    return holds;
  }

  private String word(int index) {
    return index < words.size() ? words.get(index) : "";
  }

  private boolean primary() throws IOException {
    String first = word(at);
    if (at >= words.size() || depth == MAX_DEPTH) {
      at = words.size();
      return false;
    }
    if (at + 2 < words.size() && isComparison(words.get(at + 1))) {
      at += 3;
      return compare(first, word(at - 2), word(at - 1));
    }
    depth++;
    boolean holds = unary(first);
    depth--;
    return holds;
  }

  private boolean unary(String first) throws IOException {
    at++;
    return switch (first) {
      case "!" -> !primary();
      case "(" -> {
        boolean holds = or();
        at++; // the closing one
        yield holds;
      }
      case "-z", "-n", "-s", "-e", "-f", "-d" ->
          at >= words.size() || operator(first, words.get(at++));
      default -> !first.isEmpty();
    };
  }

  private boolean operator(String operator, String operand) throws IOException {
    return switch (operator) {
      case "-z" -> operand.isEmpty();
      case "-n" -> !operand.isEmpty();
      default -> isFile(operator, operand);
    };
  }

  private boolean isFile(String operator, String written) throws IOException {
    Optional<String> path = files.find(written);
    Optional<GuestFile> file = path.isEmpty() ? Optional.empty() : files.files().find(path.get());
    if (file.isEmpty()) {
      return false;
    }
    boolean directory = file.get().entry().type() == FileType.DIRECTORY;
    return switch (operator) {
      case "-d" -> directory;
      case "-f" -> !directory;
      case "-s" -> !directory && file.get().entry().size() > 0;
      default -> true;
    };
  }

  private static boolean isComparison(String word) {
    return switch (word) {
      case "=", "==", "!=", "<", "<=", ">", ">=" -> true;
      case "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-pgt", "-plt", "-nt", "-ot" -> true;
      default -> false;
    };
  }

  private static boolean compare(String a, String operator, String b) {
    return switch (operator) {
      case "=", "==" -> a.equals(b);
      case "!=" -> !a.equals(b);
      case "<" -> a.compareTo(b) < 0;
      case "<=" -> a.compareTo(b) <= 0;
      case ">" -> a.compareTo(b) > 0;
      case ">=" -> a.compareTo(b) >= 0;
      case "-eq" -> number(a) == number(b);
      case "-ne" -> number(a) != number(b);
      case "-lt" -> number(a) < number(b);
      case "-le" -> number(a) <= number(b);
      case "-gt" -> number(a) > number(b);
      case "-ge" -> number(a) >= number(b);
      default -> false; // the age of files, and prefixes of names, are not compared
    };
  }

  /** Returns the number that a word begins with, 0 where it begins with none. */
  private static long number(String word) {
    boolean negative = word.startsWith("-");
    long value = 0;
    for (int i = negative ? 1 : 0; i < word.length() && i < 18; i++) {
      int digit = word.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }
}
