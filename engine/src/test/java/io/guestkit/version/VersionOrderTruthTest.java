package io.guestkit.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated pairs of versions, compared by the formats' own tools. */
class VersionOrderTruthTest {
  private static final int PAIRS = 10_000;

  @TempDir Path folder;

  private record Pair(String a, String b) {}

  /** Generates versions, often alike: all that the format lets a part be made of, and the parts. */
  private record Generator(Random random, String letters) {
    Pair pair() {
      String a = version();
      if (random.nextInt(3) == 0) {
        return new Pair(a, version());
      }
      StringBuilder b = new StringBuilder(a);
      b.insert(1 + b.indexOf(":") + 1, letters.charAt(random.nextInt(letters.length())));
      return random.nextBoolean() ? new Pair(a, b.toString()) : new Pair(b.toString(), a);
    }

    private String version() {
      StringBuilder text = new StringBuilder();
      text.append(random.nextInt(8) == 0 ? random.nextInt(2) + ":" : "").append(random.nextInt(3));
      part(text);
      if (random.nextInt(3) == 0) {
        part(text.append('-').append(random.nextInt(2)));
      }
      return text.toString();
    }

    private void part(StringBuilder text) {
      for (int i = random.nextInt(6); i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
    }
  }

  private static List<Pair> pairs(String letters, int count) {
    Generator generator = new Generator(new Random(7), letters);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(generator.pair());
    }
    return pairs;
  }

  /** Writes the pairs to a file, a line each. */
  private Path file(List<Pair> pairs) throws IOException {
    return Files.write(
        folder.resolve("pairs"), pairs.stream().map(pair -> pair.a + " " + pair.b).toList());
  }

  private static void check(String format, List<Pair> pairs, String truth) {
    VersionOrder order = VersionOrder.named(format).orElseThrow();
    List<String> ours = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    List<String> signs = List.of(truth.strip().split("\\s+"));
    assertThat(signs).hasSameSizeAs(pairs).contains("-1", "0", "1");
    for (int i = 0; i < signs.size(); i++) {
      Pair pair = pairs.get(i);
      ours.add(pair.a + " " + pair.b + " " + order.compare(pair.a, pair.b));
      theirs.add(pair.a + " " + pair.b + " " + signs.get(i));
    }
    assertThat(ours).isEqualTo(theirs);
  }

  /** Straight to the output: what rpm collects of {@code print} has a bound. */
  @Test
  void rpm() throws IOException {
    List<Pair> pairs = pairs("0019abA.+~^_", PAIRS);
    String lua =
        "%{lua: for line in io.lines('"
            + file(pairs)
            + "') do local a, b = line:match('(.*) (.*)') io.write(rpm.vercmp(a, b), ' ') end}";
    check("rpm", pairs, Tool.run("rpm", "--eval", lua));
  }

  /** But for percent signs and braces, which are macros to it, and what separates the parts. */
  @Test
  void rpmTakesWhatRpmbuildTakes() throws IOException {
    String marks = "!\"#$&'()*+,./;<=>?@[\\]^_`|~";
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < marks.length(); i++) {
      texts.add("1" + marks.charAt(i) + "1");
    }
    Path file = Files.write(folder.resolve("texts"), texts);
    Tool.require("rpmspec");
    String script =
        """
        while read -r text; do
          printf 'Name: a\nSummary: a\nLicense: a\nVersion: %%s\nRelease: 1\n%%%%description\n' "$text" > '%1$s.spec'
          if rpmspec -q '%1$s.spec' > '%1$s.out' 2>&1; then echo yes; else echo no; fi
        done < '%1$s'\
        """
            .formatted(file);
    List<String> theirs = Tool.shell(script).lines().toList();

    VersionOrder order = VersionOrder.named("rpm").orElseThrow();
    List<String> ours = new ArrayList<>();
    for (String text : texts) {
      ours.add(isVersion(order, text) ? "yes" : "no");
    }
    assertThat(ours).contains("yes", "no").isEqualTo(theirs);
  }

  /** By dpkg's module for Perl, which compares thousands in one process. */
  @Test
  void debian() throws IOException {
    List<Pair> pairs = pairs("0019abA.+~", PAIRS);
    String perl =
        "use Dpkg::Version; while (<>) { my ($x, $y) = split;"
            + " print version_compare($x, $y) <=> 0, qq(\\n) }";
    Tool.require("dpkg-parsechangelog");
    check("deb", pairs, Tool.run("perl", "-e", perl, file(pairs).toString()));
  }

  @Test
  void debianByDpkgItself() throws IOException {
    Tool.require("dpkg");
    List<Pair> pairs = pairs("0019abA.+~", 200);
    String script =
        """
        while read -r a b; do
          if dpkg --compare-versions "$a" lt "$b"; then echo -1
          elif dpkg --compare-versions "$a" gt "$b"; then echo 1
          else echo 0; fi
        done <\
        """;
    check("deb", pairs, Tool.shell(script + "'" + file(pairs) + "'"));
  }

  @Test
  void debianTakesWhatDpkgTakes() throws IOException {
    Tool.require("dpkg");
    List<String> texts = new ArrayList<>(List.of("1:", ":1", "1-", "-1", "a", "1:-1", "0:0-0"));
    texts.addAll(List.of("2147483647:1", "2147483648:1", "1:2:3", "1:2-3:4", "1_2", "1%", "1:a"));
    Random random = new Random(7);
    String letters = "01a.+~-:_";
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(5); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      texts.add(text.toString());
    }
    Path file = Files.write(folder.resolve("texts"), texts);
    String script =
        """
        while read -r text; do
          if dpkg --validate-version -- "$text" 2> /dev/null; then echo yes; else echo no; fi
        done <\
        """;
    List<String> theirs = Tool.shell(script + "'" + file + "'").lines().toList();

    VersionOrder order = VersionOrder.named("deb").orElseThrow();
    List<String> ours = new ArrayList<>();
    for (String text : texts) {
      ours.add(isVersion(order, text) ? "yes" : "no");
    }
    assertThat(ours).contains("yes", "no").isEqualTo(theirs);
  }

  private static boolean isVersion(VersionOrder order, String text) {
    try {
      order.check(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** By the library that pacman and its vercmp ask: Debian has no vercmp. */
  @Test
  void pacman() throws IOException {
    Tool.require("pacman", "python3");
    List<Pair> pairs = pairs("0019abA..+_", PAIRS);
    String python =
        """
        import ctypes, ctypes.util, sys
        compare = ctypes.CDLL(ctypes.util.find_library('alpm')).alpm_pkg_vercmp
        for line in open(sys.argv[1]):
            order = compare(*(text.encode() for text in line.split()))
            print((order > 0) - (order < 0))
        """;
    check("pacman", pairs, Tool.run("python3", "-c", python, file(pairs).toString()));
  }
}
