package io.guestkit.ansible.argument;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of JSON as Python 3 writes them. Ansible turns an argument that should be text into what
 * {@code str()} gives, and its messages name types and values so.
 */
public final class PythonText {
  private static final String DIGITS = "0123456789abcdef";

  /** Python writes a float with an exponent from 1e16 on. */
  private static final int MAX_POINT = 16;

  /** ... and below 1e-4. */
  private static final int MIN_POINT = -3;

  private PythonText() {}

  /** Returns what {@code str(value)} gives. */
  public static String str(@Nullable Object value) {
    return value instanceof String text ? text : repr(value);
  }

  /** Returns what {@code str(type(value))} gives. */
  static String type(@Nullable Object value) {
    return "<class '" + typeName(value) + "'>";
  }

  // A pattern switch is linked at run time, which costs start-up time.
  @SuppressWarnings("IfChainToSwitch")
  private static String typeName(@Nullable Object value) {
    if (value == null) {
      return "NoneType";
    } else if (value instanceof String) {
      return "str";
    } else if (value instanceof Boolean) {
      return "bool";
    } else if (value instanceof Double) {
      return "float";
    } else if (value instanceof Long || value instanceof BigInteger) {
      return "int";
    }
    return value instanceof List<?> ? "list" : "dict";
  }

  /** Returns what {@code repr(value)} gives. */
  @SuppressWarnings("IfChainToSwitch")
  static String repr(@Nullable Object value) {
    if (value == null) {
      return "None";
    } else if (value instanceof String text) {
      return quoted(text);
    } else if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    } else if (value instanceof Double number) {
      return number(number);
    } else if (value instanceof List<?> list) {
      return list(list);
    } else if (value instanceof Map<?, ?> map) {
      return dict(map);
    }
    return value.toString();
  }

  private static String list(List<?> list) {
    StringBuilder text = new StringBuilder("[");
    for (Object element : list) {
      text.append(text.length() == 1 ? "" : ", ").append(repr(element));
    }
    return text.append(']').toString();
  }

  private static String dict(Map<?, ?> map) {
    StringBuilder text = new StringBuilder("{");
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(text.length() == 1 ? "" : ", ").append(repr(entry.getKey()));
      text.append(": ").append(repr(entry.getValue()));
    }
    return text.append('}').toString();
  }

  /** Writes a float with the fewest digits that give it back, as Java does, but laid out so. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    } else if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    } else if (value == 0) {
      return 1 / value > 0 ? "0.0" : "-0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = decimal.unscaledValue().toString();
    int point = digits.length() - decimal.scale(); // digits before the decimal point
    StringBuilder text = new StringBuilder(value < 0 ? "-" : "");
    if (point > MAX_POINT || point < MIN_POINT) {
      int exponent = point - 1;
      text.append(digits.charAt(0));
      text.append(digits.length() > 1 ? "." : "").append(digits, 1, digits.length());
      text.append(exponent < 0 ? "e-" : "e+").append(Math.abs(exponent) < 10 ? "0" : "");
      return text.append(Math.abs(exponent)).toString();
    } else if (point <= 0) {
      return text.append("0.").repeat('0', -point).append(digits).toString();
    } else if (point >= digits.length()) {
      return text.append(digits).repeat('0', point - digits.length()).append(".0").toString();
    }
    return text.append(digits, 0, point).append('.').append(digits.substring(point)).toString();
  }

  private static String quoted(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder quoted = new StringBuilder(text.length() + 2).append(quote);
    text.codePoints().forEach(point -> append(quoted, point, quote));
    return quoted.append(quote).toString();
  }

  private static void append(StringBuilder text, int point, char quote) {
    if (point == quote || point == '\\') {
      text.append('\\').appendCodePoint(point);
    } else if (point == '\n') {
      text.append("\\n");
    } else if (point == '\r') {
      text.append("\\r");
    } else if (point == '\t') {
      text.append("\\t");
    } else if (isPrintable(point)) {
      text.appendCodePoint(point);
    } else if (point <= 0xff) {
      hexadecimal(text.append("\\x"), point, 2);
    } else if (point <= 0xffff) {
      hexadecimal(text.append("\\u"), point, 4);
    } else {
      hexadecimal(text.append("\\U"), point, 8);
    }
  }

  private static boolean isPrintable(int point) {
    if (point == ' ') {
      return true;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void hexadecimal(StringBuilder text, int value, int digits) {
    for (int i = digits - 1; i >= 0; i--) {
      text.append(DIGITS.charAt((value >>> (4 * i)) & 0xf));
    }
  }

  /** Returns text without the white space around it, as {@code str.strip()} understands that. */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return (c >= 0x09 && c <= 0x0d)
        || (c >= 0x1c && c <= 0x20)
        || c == 0x85
        || Character.isSpaceChar(c);
  }
}
