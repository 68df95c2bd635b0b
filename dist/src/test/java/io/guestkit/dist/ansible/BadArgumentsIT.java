package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.dist.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks whose arguments are wrong, by the real Ansible: each fails in a sentence. */
class BadArgumentsIT {
  /** Tasks, and what is said of them, in parts; FOLDER is an empty folder. */
  private static final List<String> CASES =
      """
      inspection_info: {path: [FOLDER/a, b]}                    => ['FOLDER/a', 'b']: no such file
      inspection_info: {path: {a: 1}}                           => {'a': 1}: no such file
      inspection_info: {path: 1}                                => 1: no such file
      inspection_info: {path: ''}                               => path
      inspection_info: {path: null}                             => one of the following is required: path, paths
      inspection_info: {path: FOLDER}                           => FOLDER:
      inspection_info: {path: /dev/null}                        => /dev/null:
      inspection_info: {paths: {a: 1}}                          => argument 'paths' is of type ... unable to convert to list
      inspection_info: {path: a, paths: [b]}                    => parameters are mutually exclusive: path|paths
      inspection_info: {paths: [a], additional_disks: [b]}      => parameters are mutually exclusive: additional_disks|paths
      inspection_info: {path: a, additional_disks: {b: 1}}      => argument 'additional_disks' is of type ... unable to convert to list
      inspection_info: {path: a, allow_dirs: {b: 1}}            => argument 'allow_dirs' is of type ... unable to convert to list
      inspection_info: {path: a, timeout: soon}                 => argument 'timeout' is of type ... unable to convert to int
      inspection_info: {path: a, timeout: [1]}                  => argument 'timeout' is of type ... unable to convert to int
      inspection_info: {path: a, timeout: 1.5}                  => argument 'timeout' is of type ... unable to convert to int
      inspection_info: {path: a, timeout: 0}                    => value of timeout must be from 1 to 999999, got: 0
      inspection_info: {path: a, timeout: 99999999999999999999} => value of timeout must be from 1 to 999999, got: 99999999999999999999
      inspection_info: {path: a, facts: [software]}             => value of facts must be one or more of:
      inspection_info: {path: a, facts: {a: 1}}                 => argument 'facts' is of type ... unable to convert to list
      inspection_info: {path: a, fields: [software]}            => unknown field software
      inspection_info: {path: a, fields: 2024-01-01}            => fields
      inspection_info: {path: a, disk: 1}                       => Unsupported parameters for (guestkit.guestkit.inspection_info) module: disk
      inspection_info: {path: FOLDER/missing}                   => FOLDER/missing: no such file
      image_info: {}                                            => one of the following is required: path, paths
      image_info: {path: a, profile: full}                      => Unsupported parameters for (guestkit.guestkit.image_info) module: profile
      image_info: {paths: [a], fail_on_error: maybe}            => argument 'fail_on_error' is of type ... unable to convert to bool
      image_info: {path: FOLDER/missing}                        => FOLDER/missing: no such file
      file_info: {path: a}                                      => missing required arguments: files
      file_info: {path: a, files: {b: 1}}                       => argument 'files' is of type ... unable to convert to list
      file_info: {path: a, files: [/b], max_size: -1}           => value of max_size must be from 0 to 67108864, got: -1
      file_info: {path: FOLDER/missing, files: [/b]}            => FOLDER/missing: no such file
      image_diff: {before: a}                                   => missing required arguments: after
      image_diff: {before: a, after: b, profile: most}          => value of profile must be one of: minimal, default, full, got: most
      image_diff: {before: FOLDER/missing, after: b}            => FOLDER/missing: no such file
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
      String task = CASES.get(i).substring(0, CASES.get(i).indexOf(" => ")).strip();
      tasks.append("- guestkit.guestkit.").append(task).append('\n');
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
          .contains(said.replace("FOLDER", folder.toString()).split(" \\.\\.\\. ", -1))
          .doesNotContain("\n");
      assertThat(answer.has("module_stderr")).as(CASES.get(i)).isFalse();
    }
  }

  @Test
  void anEngineOfAnotherVersionIsNamed() throws Exception {
    Path launcher =
        home.resolve(
            "collections/ansible_collections/guestkit/guestkit/plugins/modules/image_info");
    String now = Files.readString(launcher);
    Files.writeString(
        launcher, now.replace(" image_info " + Archive.version() + " ", " image_info 9.8.7 "));
    JsonNode kept;
    try {
      kept =
          controller.register(
              """
              - guestkit.guestkit.image_info: {path: a}
                register: kept
                ignore_errors: true
              """);
    } finally {
      Files.writeString(launcher, now);
    }

    assertThat(kept.path("failed").asBoolean()).isTrue();
    assertThat(kept.path("msg").asText())
        .contains("version 9.8.7", "version " + Archive.version(), "guestkit.guestkit.engine")
        .doesNotContain("\n");
    assertThat(kept.path("engine_version").asText()).isEqualTo(Archive.version());
    assertThat(kept.path("collection_version").asText()).isEqualTo("9.8.7");
  }
}
