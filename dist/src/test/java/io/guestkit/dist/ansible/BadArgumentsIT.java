package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks whose arguments are wrong, by the real Ansible: each fails in a sentence. */
class BadArgumentsIT {
  /** Arguments of a task, and what is said of them; FOLDER is an empty folder. */
  private static final List<String> CASES =
      """
      {path: [FOLDER/a, b]}                     => ['FOLDER/a', 'b']: no such file
      {path: {a: 1}}                            => {'a': 1}: no such file
      {path: 1}                                 => 1: no such file
      {path: ''}                                => path
      {path: null}                              => one of the following is required: path, paths
      {path: FOLDER}                            => FOLDER:
      {path: /dev/null}                         => /dev/null:
      {paths: {a: 1}}                           => argument 'paths' is of type <class 'dict'> and we were unable to convert to list
      {path: a, paths: [b]}                     => parameters are mutually exclusive: path|paths
      {paths: [a], additional_disks: [b]}       => parameters are mutually exclusive: additional_disks|paths
      {path: a, additional_disks: {b: 1}}       => argument 'additional_disks' is of type <class 'dict'> and we were unable to convert to list
      {path: a, allow_dirs: {b: 1}}             => argument 'allow_dirs' is of type <class 'dict'> and we were unable to convert to list
      {path: a, timeout: soon}                  => argument 'timeout' is of type <class 'str'> and we were unable to convert to int
      {path: a, timeout: [1]}                   => argument 'timeout' is of type <class 'list'> and we were unable to convert to int
      {path: a, timeout: 1.5}                   => argument 'timeout' is of type <class 'float'> and we were unable to convert to int
      {path: a, timeout: 0}                     => value of timeout must be from 1 to 999999, got: 0
      {path: a, timeout: 99999999999999999999}  => value of timeout must be from 1 to 999999, got: 99999999999999999999
      {path: a, facts: [software]}              => value of facts must be one or more of:
      {path: a, facts: {a: 1}}                  => argument 'facts' is of type <class 'dict'> and we were unable to convert to list
      {path: a, fields: [software]}             => unknown field software
      {path: a, fields: 2024-01-01}             => 2024-01-01
      {path: a, disk: 1}                        => Unsupported parameters for (guestkit.guestkit.inspection_info) module: disk
      {path: FOLDER/missing}                    => FOLDER/missing: no such file
      """
          .lines()
          .toList();

  @TempDir static Path home;

  private static Controller controller = new Controller(Path.of(""));

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    controller = Controller.withCollection(home);
  }

  @ParameterizedTest
  @EnumSource
  void eachFailsInASentence(Ansible ansible) throws Exception {
    Path folder =
        Files.createDirectory(home.resolve(ansible.name().toLowerCase(Locale.ROOT) + "-empty"));
    StringBuilder tasks = new StringBuilder();
    StringBuilder answers = new StringBuilder("- ansible.builtin.set_fact:\n    kept:\n");
    for (int i = 0; i < CASES.size(); i++) {
      String arguments = CASES.get(i).substring(0, CASES.get(i).indexOf(" => ")).strip();
      tasks.append("- guestkit.guestkit.inspection_info: ").append(arguments).append('\n');
      tasks.append("  register: answer").append(i).append("\n  ignore_errors: true\n");
      answers.append("      - \"{{ answer").append(i).append(" }}\"\n");
    }

    JsonNode kept =
        controller
            .with(ansible)
            .register(tasks.append(answers).toString().replace("FOLDER", folder.toString()));

    assertThat(kept).hasSameSizeAs(CASES);
    for (int i = 0; i < CASES.size(); i++) {
      String said = CASES.get(i).substring(CASES.get(i).indexOf(" => ") + 4);
      JsonNode answer = kept.get(i);
      assertThat(answer.path("failed").asBoolean()).as(CASES.get(i)).isTrue();
      assertThat(answer.path("msg").asText())
          .as(CASES.get(i))
          .contains(said.replace("FOLDER", folder.toString()))
          .doesNotContain("\n");
      assertThat(answer.has("module_stderr")).as(CASES.get(i)).isFalse();
    }
  }
}
