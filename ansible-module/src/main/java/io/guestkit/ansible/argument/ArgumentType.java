package io.guestkit.ansible.argument;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The type of an argument. Conversions and their sentences are those of ansible-core 2.14's module
 * arguments: a playbook's author meets the same words from every module.
 */
public enum ArgumentType {
  STR {
    @Override
    Object convert(@Nullable Object value, UserPaths paths) {
      return PythonText.str(value);
    }
  },
  BOOL {
    @Override
    Object convert(@Nullable Object value, UserPaths paths) throws ArgumentException {
      if (value instanceof Boolean flag) {
        return flag;
      }
      String word;
      if (value instanceof String text) {
        word = PythonText.strip(text.toLowerCase(Locale.ROOT));
      } else if (value instanceof Number number) {
        word = number.doubleValue() == number.longValue() ? Long.toString(number.longValue()) : "";
      } else {
        throw cannotBecome("a bool", value);
      }
      if (TRUE_WORDS.contains(word)) {
        return true;
      } else if (FALSE_WORDS.contains(word)) {
        return false;
      }
      throw new ArgumentException(
          "The value '"
              + PythonText.str(value)
              + "' is not a valid boolean.  Valid booleans include: "
              + BOOLEANS);
    }
  },
  INT {
    @Override
    Object convert(@Nullable Object value, UserPaths paths) throws ArgumentException {
      // In Python a bool is an int, and stays what it is.
      if (value instanceof Long || value instanceof BigInteger || value instanceof Boolean) {
        return value;
      }
      if (value instanceof String text) {
        @Nullable Object number = PythonNumbers.integer(text);
        if (number != null) {
          return number;
        }
      }
      throw cannotBecome("an int", value);
    }
  },
  FLOAT {
    @Override
    Object convert(@Nullable Object value, UserPaths paths) throws ArgumentException {
      if (value instanceof Number number) {
        return number.doubleValue();
      } else if (value instanceof Boolean flag) {
        return flag ? 1.0 : 0.0;
      }
      if (value instanceof String text) {
        @Nullable Double number = PythonNumbers.decimal(text);
        if (number != null) {
          return number;
        }
      }
      throw cannotBecome("a float", value);
    }
  },
  LIST {
    @Override
    Object convert(@Nullable Object value, UserPaths paths) throws ArgumentException {
      if (value instanceof List<?>) {
        return value;
      } else if (value instanceof String text) {
        return List.of(text.split(",", -1));
      } else if (value instanceof Number || value instanceof Boolean) {
        return List.of(PythonText.str(value));
      }
      throw cannotBecome("a list", value);
    }
  },
  PATH {
    @Override
    Object convert(@Nullable Object value, UserPaths paths) {
      return paths.expand(PythonText.str(value));
    }
  };

  private static final List<String> TRUE_WORDS = List.of("y", "yes", "on", "1", "true", "t");

  private static final List<String> FALSE_WORDS = List.of("n", "no", "off", "0", "false", "f");

  /** Ansible names them in no fixed order. */
  private static final String BOOLEANS =
      "'y', 'yes', 'on', '1', 'true', 't', 1, 'n', 'no', 'off', '0', 'false', 'f', 0";

  /** Returns the value as this type, or says why it cannot be. */
  abstract Object convert(@Nullable Object value, UserPaths paths) throws ArgumentException;

  /** Returns the name that documentation and messages have for it. */
  public final String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the words that stand for a truth value. */
  static List<String> booleanWords(boolean truth) {
    return truth ? TRUE_WORDS : FALSE_WORDS;
  }

  private static ArgumentException cannotBecome(String what, @Nullable Object value) {
    return new ArgumentException(PythonText.type(value) + " cannot be converted to " + what);
  }
}
