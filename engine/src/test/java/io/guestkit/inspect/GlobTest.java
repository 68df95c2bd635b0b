package io.guestkit.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Tool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlobTest {
  private static final List<String> PATTERNS =
      List.of(
          "",
          "*",
          "a*",
          "*a",
          "a*b*c",
          "?",
          "a?c",
          "[ab]",
          "[!ab]",
          "[a-c]x",
          "[]a]",
          "[!]a]",
          "[a",
          "a[",
          "**",
          "*?*",
          "abc",
          "[-a]",
          "[a-]",
          "x[*]y",
          "*.service",
          "a*a*a*a*b");

  private static final List<String> NAMES =
      List.of(
          "",
          "a",
          "b",
          "c",
          "ab",
          "abc",
          "aXbYc",
          "ax",
          "cx",
          "]",
          "[a",
          "a[",
          "-",
          "x*y",
          "xay",
          "foo.service",
          "aaaaaaaaaaaaaaaaaaaaaaaa");

  /** The shell's case takes the same patterns, and a backslash as another thing. */
  @Test
  void matchesAsTheShellDoes() {
    StringBuilder script = new StringBuilder();
    List<String> ours = new ArrayList<>();
    for (String pattern : PATTERNS) {
      for (String name : NAMES) {
        String pair = pattern + " fits " + name;
        script.append("p='%s'; case '%s' in $p) echo '%s';; esac\n".formatted(pattern, name, pair));
        if (Glob.matches(pattern, name)) {
          ours.add(pair);
        }
      }
    }

    assertThat(ours).isEqualTo(Tool.shell(script.toString()).lines().toList());
  }
}
