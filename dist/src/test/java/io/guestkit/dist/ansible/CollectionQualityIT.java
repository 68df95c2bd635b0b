package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Ansible's own checks say of the collection as it is installed. */
class CollectionQualityIT {
  /** The tests of ansible-test that need nothing of a package registry. */
  private static final List<String> SANITY =
      List.of(
          "action-plugin-docs",
          "compile",
          "empty-init",
          "future-import-boilerplate",
          "ignores",
          "line-endings",
          "metaclass-boilerplate",
          "no-assert",
          "no-basestring",
          "no-dict-iteritems",
          "no-dict-iterkeys",
          "no-dict-itervalues",
          "no-get-exception",
          "no-illegal-filenames",
          "no-main-display",
          "no-smart-quotes",
          "no-unicode-literals",
          "replace-urlopen",
          "shebang",
          "symlinks",
          "use-argspec-type-path",
          "use-compat-six");

  /** Where Debian keeps the settings of the other tests, whose tools it has too. */
  private static final String SETTINGS =
      "/usr/lib/python3/dist-packages/ansible_test/_util/controller/sanity";

  @TempDir static Path home;

  private static Controller controller = new Controller(Path.of(""));

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    controller = Controller.withCollection(home);
  }

  /** Runs a command in the folder of the installed collection, and returns what it says. */
  private static String check(String command) throws IOException, InterruptedException {
    Path folder = home.resolve("collections/ansible_collections/guestkit/guestkit");
    Cli.Result result =
        controller.run(
            Map.of("PYTHONDONTWRITEBYTECODE", "1"),
            "sh",
            "-c",
            "cd \"$0\" && " + command,
            folder.toString());
    assertThat(result.exit()).as(command + "\n" + result.text() + result.err()).isZero();
    return result.text() + result.err();
  }

  @Test
  void ansibleLintFindsNothing() throws Exception {
    Tool.require("ansible-lint");
    String settings = Repository.path("ansible-module/collection/.ansible-lint").toString();
    String said = check("ansible-lint --offline --nocolor -c '" + settings + "'");
    assertThat(said).containsPattern("Passed.*production.*: 0 failure\\(s\\), 0 warning\\(s\\)");
  }

  @Test
  void yamllintFindsNothing() throws Exception {
    Tool.require("yamllint");
    check(
        "yamllint --strict -c '" + Repository.path("ansible-module/collection/.yamllint") + "' .");
    String ours = "find . -name '*.yml' | python3 -B " + SETTINGS + "/yamllint/yamllinter.py";
    assertThat(check(ours)).contains("\"messages\": []");
  }

  @Test
  void pythonIsAsAnsibleTestWantsIt() throws Exception {
    Tool.require("pycodestyle", "pylint");
    check(
        "pycodestyle --max-line-length 120 --config /dev/null --ignore \"$(paste -sd, "
            + SETTINGS
            + "/pep8/current-ignore.txt)\" plugins");
    check(
        "PYTHONPATH=\"$0/../../..\" python3 -m pylint --jobs 0 --reports n --max-line-length 120"
            + " --rcfile "
            + SETTINGS
            + "/pylint/config/collection.cfg $(find plugins -name '*.py')");
  }

  @Test
  void shellcheckFindsNothingInTheLaunchers() throws Exception {
    Tool.require("shellcheck");
    check("shellcheck $(find plugins/modules -type f ! -name '*.*')");
  }

  @Test
  void theSanityTestsThatRunHerePass() throws Exception {
    Tool.require("ansible-test");
    StringBuilder command = new StringBuilder("ansible-test sanity --color no");
    SANITY.forEach(test -> command.append(" --test ").append(test));
    String said = check(command.toString());
    assertThat(Pattern.compile("Running sanity test \"([a-z0-9-]+)\"").matcher(said).results())
        .extracting(match -> match.group(1))
        .containsOnlyOnceElementsOf(
            SANITY.stream().filter(test -> !test.equals("compile")).toList())
        .contains("compile"); // once for each Python
  }

  @Test
  void theDocumentationListsThem() throws Exception {
    String page = Files.readString(Repository.path("docs/ansible.md"));
    assertThat(SANITY).allSatisfy(test -> assertThat(page).contains("`" + test + "`"));
  }
}
