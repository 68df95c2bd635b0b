package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of package versions by which playbooks judge, against that of dpkg and rpm. */
class PackageVersionsIT {
  private static final String COMPARE =
      """
      import importlib.util, sys
      spec = importlib.util.spec_from_file_location('versions', sys.argv[1])
      versions = importlib.util.module_from_spec(spec)
      spec.loader.exec_module(versions)
      for line in open(sys.argv[3]):
          order = versions.compare(sys.argv[2], *line.rstrip('\\n').split('\\t'))
          print((order > 0) - (order < 0))
      """;

  @TempDir Path dir;

  /** Two versions, often alike. */
  private record Pair(String left, String right) {
    static Pair of(Random random, String letters) {
      String left = text(random, letters);
      String right =
          random.nextBoolean()
              ? text(random, letters)
              : left.substring(0, 1 + random.nextInt(left.length()))
                  + letters.charAt(random.nextInt(letters.length()));
      return new Pair(left, right);
    }

    private static String text(Random random, String letters) {
      StringBuilder text = new StringBuilder("1");
      for (int i = random.nextInt(6); i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      return text.toString();
    }
  }

  private static List<Pair> pairs(String letters, int count) {
    Random random = new Random(7);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(Pair.of(random, letters));
    }
    return pairs;
  }

  private List<Integer> compared(String format, List<Pair> pairs) throws IOException {
    Path file = dir.resolve(format);
    Files.write(file, pairs.stream().map(pair -> pair.left + "\t" + pair.right).toList());
    Path versions =
        Repository.path("ansible-module/collection/plugins/plugin_utils/package_versions.py");
    return Tool.run("python3", "-B", "-c", COMPARE, "" + versions, format, "" + file)
        .lines()
        .map(Integer::valueOf)
        .toList();
  }

  @Test
  void debianVersionsAreInTheOrderOfDpkg() throws Exception {
    Tool.require("dpkg", "python3");
    List<Pair> pairs = new ArrayList<>(pairs("0019ab.+~-", 200));
    pairs.add(new Pair("1:1.0-1", "2.0-1"));
    pairs.add(new Pair("1.0", "1.0-0"));
    pairs.add(new Pair("0:1.0", "1.0"));
    pairs.removeIf(pair -> pair.left.endsWith("-") || pair.right.endsWith("-"));
    List<Integer> expected = new ArrayList<>();
    for (Pair pair : pairs) {
      expected.add(is(pair, "lt") ? -1 : is(pair, "gt") ? 1 : 0);
    }

    assertThat(compared("deb", pairs)).isEqualTo(expected).contains(-1, 0, 1);
  }

  private static boolean is(Pair pair, String relation) throws IOException, InterruptedException {
    return Cli.run(List.of("dpkg", "--compare-versions", pair.left, relation, pair.right)).exit()
        == 0;
  }

  @Test
  void rpmVersionsAreInTheOrderOfRpm() throws Exception {
    Tool.require("rpm", "python3");
    List<Pair> pairs = pairs("0019ab.+~^_", 1000);
    StringBuilder lua = new StringBuilder("%{lua:");
    for (Pair pair : pairs) {
      lua.append("print(rpm.vercmp('%s','%s'),' ')".formatted(pair.left, pair.right));
    }
    List<Integer> expected =
        Tool.run("rpm", "--eval", lua + "}").strip().transform(PackageVersionsIT::numbers);

    assertThat(compared("rpm", pairs)).isEqualTo(expected).contains(-1, 0, 1);
  }

  private static List<Integer> numbers(String text) {
    return List.of(text.split("\\s+")).stream().map(Integer::valueOf).toList();
  }

  @Test
  void aReleaseThatIsNotAskedForDoesNotCountForRpm() throws Exception {
    Tool.require("python3");
    List<Pair> pairs = List.of(new Pair("1.2", "1.2-3"), new Pair("1.2-3", "1.2-4"));
    assertThat(compared("rpm", pairs)).containsExactly(0, -1);
  }
}
