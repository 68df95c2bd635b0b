package io.guestkit.cli.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.filesystem.FileName;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobTest {
  private static final int PATTERNS = 300;

  /** ASCII: of other characters find takes a byte for one too where that makes a match. */
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "ab",
          "ba",
          "aab",
          "A",
          "aB",
          ".a",
          "a.b",
          "*",
          "?",
          "[",
          "]",
          "[ab]",
          "a]",
          "-",
          "a-b",
          "\\",
          "a\\b",
          "!",
          "^a",
          "1",
          "a1",
          " ",
          "abcabcabc");

  private static final String[] PIECES = {
    "a",
    "b",
    "*",
    "**",
    "?",
    "[",
    "]",
    "[ab]",
    "[!a]",
    "[^b]",
    "[a-b]",
    "[]a]",
    "[!]a]",
    "-",
    "\\*",
    "\\?",
    "\\[",
    "\\a",
    ".",
    "[[:alpha:]]",
    "[[:digit:]x]",
    "[![:upper:]]",
    "1",
    "\\\\",
    "[a-]",
    "!",
    "^"
  };

  /** GNU find has the last word on every pattern. */
  @Test
  void matchesWhatFindMatches(@TempDir Path folder) throws IOException {
    for (String name : NAMES) {
      Files.writeString(folder.resolve(name), "");
    }
    Random random = new Random(7);
    List<String> patterns = new ArrayList<>();
    StringBuilder script = new StringBuilder("cd '" + folder + "'\n");
    for (int i = 0; i < PATTERNS; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int j = 1 + random.nextInt(5); j > 0; j--) {
        pattern.append(PIECES[random.nextInt(PIECES.length)]);
      }
      patterns.add(pattern.toString());
      for (String test : new String[] {"-name", "-iname"}) {
        script.append("find . -mindepth 1 ").append(test).append(" '").append(pattern);
        script.append("' -printf '%P/'; echo\n");
      }
    }
    List<String> found = Tool.shell(script.toString()).lines().toList();
    for (int i = 0; i < PATTERNS; i++) {
      String pattern = patterns.get(i);
      assertThat(matched(Glob.of(pattern, Glob.Case.KEPT)))
          .as(pattern)
          .isEqualTo(names(found.get(2 * i)));
      assertThat(matched(Glob.of(pattern, Glob.Case.IGNORED)))
          .as("-iname " + pattern)
          .isEqualTo(names(found.get(2 * i + 1)));
    }
  }

  private static SortedSet<String> names(String line) {
    SortedSet<String> names = new TreeSet<>(List.of(line.split("/", -1)));
    names.remove("");
    return names;
  }

  private static SortedSet<String> matched(Glob glob) {
    return NAMES.stream().filter(glob::matches).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void takesCharactersForOne() {
    for (String name : new String[] {"\u00e4", "\ud83d\ude00"}) {
      assertThat(Glob.of("?", Glob.Case.KEPT).matches(name)).isTrue();
      assertThat(Glob.of("[!a]", Glob.Case.KEPT).matches(name)).isTrue();
      assertThat(Glob.of("[a" + name + "]", Glob.Case.KEPT).matches(name)).isTrue();
      assertThat(Glob.of("??", Glob.Case.KEPT).matches(name)).isFalse();
    }
    assertThat(Glob.of("\u00c4*", Glob.Case.IGNORED).matches("\u00e4b")).isTrue();
  }

  @Test
  void takesBytesAsListingsShowThem() {
    String name = FileName.decode("caf\u00e9.txt".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Glob.of("caf\\xe9.*", Glob.Case.KEPT).matches(name)).isTrue();
    assertThat(Glob.of("caf\\xe8.*", Glob.Case.KEPT).matches(name)).isFalse();
    assertThat(Glob.of("caf\\xc3\\xa9*", Glob.Case.KEPT).matches("caf\u00e9")).isTrue();
    assertThat(Glob.of("a\\x5cxff", Glob.Case.KEPT).matches("a\\xff")).isTrue();
    assertThat(Glob.of("line\\x0abreak", Glob.Case.KEPT).matches("line\nbreak")).isTrue();
    assertThat(Glob.of("????", Glob.Case.KEPT).matches(name.substring(0, 4))).isTrue();
  }

  @Test
  void endsForPatternsOfManyStars() {
    String pattern = "*a".repeat(50) + "b";
    assertThat(Glob.of(pattern, Glob.Case.KEPT).matches("a".repeat(5000))).isFalse();
  }
}
