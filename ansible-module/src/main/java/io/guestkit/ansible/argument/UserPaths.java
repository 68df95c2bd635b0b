package io.guestkit.ansible.argument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Paths as people write them: {@code $NAME}, {@code ${NAME}}, {@code ~} and {@code ~user} stand for
 * what they are on this machine. What stands for nothing stays as it is.
 *
 * @param environment variables
 * @param home home directory where the environment names none
 * @param accounts file in the form of passwd(5)
 */
public record UserPaths(Map<String, String> environment, String home, Path accounts) {
  private static final int HOME_FIELD = 5;

  /** Returns the paths of the user whose process this is. */
  public static UserPaths current() {
    return new UserPaths(
        System.getenv(), System.getProperty("user.home", "/"), Path.of("/etc/passwd"));
  }

  /** Returns a path with its variables and its tilde expanded, in this order. */
  String expand(String path) {
    return tilde(path.indexOf('$') < 0 ? path : variables(path));
  }

  private String variables(String path) {
    StringBuilder expanded = new StringBuilder(path.length() + 32);
    int start = 0;
    while (start < path.length()) {
      int dollar = path.indexOf('$', start);
      if (dollar < 0) {
        break;
      }
      expanded.append(path, start, dollar);
      int end = nameEnd(path, dollar + 1);
      @Nullable String value = environment.get(name(path, dollar + 1, end));
      expanded.append(value == null ? path.substring(dollar, end) : value);
      start = end;
    }
    return expanded.append(path, start, path.length()).toString();
  }

  /** Returns where the name ends that a dollar sign stands before, with its closing brace. */
  private static int nameEnd(String path, int start) {
    if (start < path.length() && path.charAt(start) == '{') {
      int brace = path.indexOf('}', start);
      return brace < 0 ? start : brace + 1;
    }
    int end = start;
    while (end < path.length() && isNameCharacter(path.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNameCharacter(char c) {
    return c < 0x80 && (c == '_' || Character.isLetterOrDigit(c));
  }

  private static String name(String path, int start, int end) {
    boolean braced = end > start && path.charAt(start) == '{';
    return braced ? path.substring(start + 1, end - 1) : path.substring(start, end);
  }

  private String tilde(String path) {
    if (!path.startsWith("~")) {
      return path;
    }
    int slash = path.indexOf('/');
    int end = slash < 0 ? path.length() : slash;
    @Nullable String folder =
        end == 1 ? environment.getOrDefault("HOME", home) : homeOf(path.substring(1, end));
    if (folder == null) {
      return path;
    }
    int length = folder.length();
    while (length > 0 && folder.charAt(length - 1) == '/') {
      length--;
    }
    String expanded = folder.substring(0, length) + path.substring(end);
    return expanded.isEmpty() ? "/" : expanded;
  }

  private @Nullable String homeOf(String user) {
    try {
      for (String line : Files.readAllLines(accounts)) {
        String[] fields = line.split(":", -1);
        if (fields.length > HOME_FIELD && fields[0].equals(user)) {
          return fields[HOME_FIELD];
        }
      }
    } catch (IOException e) {
      // Without accounts no user is known, and the path stays as it is.
    }
    return null;
  }
}
