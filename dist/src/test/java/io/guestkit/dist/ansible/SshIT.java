package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks on machines that are reached over SSH, in every way that Ansible has to run them. */
class SshIT {
  private static final String NAME = "/inspection/operating_systems/0/hostname";

  @TempDir static Path home;

  private static Controller controller = new Controller(Path.of(""));
  private static @Nullable Sshd sshd;
  private static Path engine = Path.of("");
  private static Path images = Path.of("");

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    controller = Controller.withCollection(home);
    Sshd server = Sshd.start(home.resolve("ssh"), Map.of("XDG_CACHE_HOME", home + "/cache"));
    sshd = server;
    Files.writeString(
        home.resolve("hosts"),
        """
        localhost ansible_connection=local
        [machines]
        one%1$s
        two%1$s
        """
            .formatted(server.hostVariables()));
    // Where the checkout is may be nobody else's business.
    Tool.run("cp", "-a", Archive.folder().toString(), home.resolve("engine").toString());
    engine = home.resolve("engine/guestkit-ansible");
    images = Files.createDirectory(home.resolve("Größe und 日本"));
    Files.copy(Repository.sample(), images.resolve("sample.qcow2"));
    Files.copy(Repository.sample(), images.resolve("secret.qcow2"));
    Files.setPosixFilePermissions(
        images.resolve("secret.qcow2"), PosixFilePermissions.fromString("---------"));
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  /** Runs tasks of every way on both machines, and returns what they kept. */
  private static JsonNode play(Controller ansible, boolean pipelining, String tasks, String... more)
      throws Exception {
    Map<String, String> variables = Map.of("ANSIBLE_PIPELINING", Boolean.toString(pipelining));
    String plays =
        """
        - hosts: machines
          gather_facts: false
          environment: {GUESTKIT_ANSIBLE: "%s"}
          module_defaults:
            group/guestkit.guestkit.guestkit:
              fields: [operating_systems.hostname]
          tasks:
        """
                .formatted(engine)
            + (tasks + ansible.keep()).indent(4);
    return ansible.kept(ansible.playbook(variables, plays, more));
  }

  @ParameterizedTest
  @CsvSource({"DISTRIBUTION, true, all", "DISTRIBUTION, false, one", "CURRENT, true, one"})
  void tasksRunInEveryWay(Ansible ansible, boolean pipelining, String limit) throws Exception {
    JsonNode kept =
        play(
            controller.with(ansible),
            pipelining,
            """
            - guestkit.guestkit.inspection_info: {path: "{{ item }}"}
              loop: ["%1$s/sample.qcow2", "%1$s/sample.qcow2"]
              register: looped
            - guestkit.guestkit.inspection_info: {path: "%1$s/sample.qcow2"}
              check_mode: true
              register: checked
            - guestkit.guestkit.inspection_info: {path: "%1$s/sample.qcow2"}
              async: 60
              poll: 1
              register: polled
            - guestkit.guestkit.inspection_info: {path: "%1$s/sample.qcow2"}
              async: 60
              poll: 0
              register: job
            - guestkit.guestkit.inspection_info: {path: "$IMAGES/sample.qcow2"}
              environment: {IMAGES: "%1$s", LC_ALL: C}
              register: expanded
            - guestkit.guestkit.inspection_info: {path: "%1$s/sample.qcow2"}
              delegate_to: two
              register: delegated
            - guestkit.guestkit.inspection_info: {path: "%1$s/sample.qcow2"}
              delegate_to: localhost
              run_once: true
              register: once
            - guestkit.guestkit.inspection_info: {path: "%1$s/sample.qcow2"}
              vars: {ansible_remote_tmp: /dev/null/none}
              register: without_folder
              ignore_errors: true
              ignore_unreachable: true
            - ansible.builtin.async_status: {jid: "{{ job.ansible_job_id }}"}
              register: later
              until: later is finished
              retries: 60
              delay: 1
            - ansible.builtin.set_fact:
                answers:
                  - "{{ looped.results.0 }}"
                  - "{{ looped.results.1 }}"
                  - "{{ checked }}"
                  - "{{ polled }}"
                  - "{{ later }}"
                  - "{{ expanded }}"
                  - "{{ delegated }}"
                  - "{{ once }}"
            - ansible.builtin.set_fact:
                kept:
                  one: "{{ hostvars.one.answers }}"
                  two: "{{ hostvars.two.answers | default([]) }}"
                  without_folder: "{{ without_folder }}"
              run_once: true
            """
                .formatted(images),
            "--limit",
            limit);

    assertThat(kept.path("one")).hasSize(8);
    assertThat(kept.path("two")).hasSize(limit.equals("all") ? 8 : 0);
    for (String host : List.of("one", "two")) {
      for (JsonNode answer : kept.path(host)) {
        assertThat(answer.at(NAME).asText()).as("%s", answer).isEqualTo("sample01.example.net");
        assertThat(answer.path("inspection")).as("fields by default").hasSize(1);
        assertThat(answer.path("changed").asBoolean(true)).isFalse();
      }
    }
    assertThat(kept.at("/without_folder" + NAME).isMissingNode())
        .as("a task copies its module where it is not pipelined")
        .isNotEqualTo(pipelining);
  }

  @ParameterizedTest
  @CsvSource({"DISTRIBUTION, true", "DISTRIBUTION, false", "CURRENT, false"})
  void anotherUserReadsWhatItMay(Ansible ansible, boolean pipelining) throws Exception {
    Tool.requireThat(Sshd.isRoot(), "only root becomes another user");
    Tool.require("sudo");

    JsonNode kept =
        play(
            controller.with(ansible),
            pipelining,
            """
            - become: true
              become_user: nobody
              block:
                - guestkit.guestkit.inspection_info: {path: "%1$s/sample.qcow2"}
                  register: readable
                - guestkit.guestkit.inspection_info: {path: "%1$s/secret.qcow2"}
                  register: secret
                  ignore_errors: true
                - guestkit.guestkit.inspection_info: {path: "%1$s/secret.qcow2"}
                  delegate_to: localhost
                  register: local
                  ignore_errors: true
                - ansible.builtin.set_fact:
                    kept:
                      readable: "{{ readable }}"
                      secrets: ["{{ secret }}", "{{ local }}"]
            """
                .formatted(images),
            "--limit",
            "one");

    assertThat(kept.at("/readable" + NAME).asText()).isEqualTo("sample01.example.net");
    for (JsonNode secret : kept.path("secrets")) {
      assertThat(secret.path("failed").asBoolean()).isTrue();
      assertThat(secret.path("msg").asText())
          .startsWith(images + "/secret.qcow2: permission denied");
    }
  }

  @ParameterizedTest
  @CsvSource({"DISTRIBUTION, true", "DISTRIBUTION, false", "CURRENT, true"})
  void theContentOfFilesIsShownByNoVerbosity(Ansible ansible, boolean pipelining) throws Exception {
    Cli.Result result =
        controller
            .with(ansible)
            .playbook(
                Map.of("ANSIBLE_PIPELINING", Boolean.toString(pipelining)),
                """
                - hosts: one
                  gather_facts: false
                  environment: {GUESTKIT_ANSIBLE: "%s"}
                  tasks:
                    - guestkit.guestkit.file_info:
                        path: "%s/sample.qcow2"
                        files: [/etc/os-release]
                        content: true
                      register: release
                    - ansible.builtin.assert: {that: "release.files[0].content | length > 100"}
                """
                    .formatted(engine, images),
                "-vvvv");

    String shown = result.text() + result.err();
    assertThat(result.exit()).as(shown).isZero();
    assertThat(shown).contains("EXEC ssh").doesNotContain("PRETTY_NAME");
  }
}
