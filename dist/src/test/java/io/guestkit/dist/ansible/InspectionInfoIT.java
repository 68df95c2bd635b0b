package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The module in playbooks. */
class InspectionInfoIT {
  @TempDir static Path home;

  @TempDir Path dir;

  private static Controller controller = new Controller(Path.of(""));

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    controller = Controller.withCollection(home);
  }

  /** Writes the sample under a name, and returns its path. */
  private Path sample(String name) throws IOException {
    return Files.copy(Repository.sample(), dir.resolve(name));
  }

  @ParameterizedTest
  @EnumSource
  void aRegisteredValueIsWhatTheCommandLinePrints(Ansible ansible) throws Exception {
    Path image = Guests.made("deb12.qcow2");
    Path compressed = Guests.made("deb12-zstd.qcow2");
    String missing = dir + "/missing.qcow2";

    JsonNode kept =
        controller
            .with(ansible)
            .register(
                """
                - guestkit.guestkit.inspection_info:
                    path: "%1$s"
                  register: one
                - guestkit.guestkit.inspection_info:
                    paths: ["%1$s", "%2$s", "%3$s"]
                  register: many
                - guestkit.guestkit.inspection_info:
                    path: "%1$s"
                    facts: "{{ ['packages', 'users'] | join(',') }}"
                    fields: operating_systems.packages.name,operating_systems.users
                    timeout: "{{ 30 + 30 }}"
                  register: some
                - ansible.builtin.set_fact:
                    kept: {one: "{{ one }}", many: "{{ many }}", some: "{{ some }}"}
                """
                    .formatted(image, compressed, missing));

    assertThat(kept.at("/one/inspection")).isEqualTo(Archive.inspect("" + image).json());
    assertThat(kept.at("/one/inspection/operating_systems/0/packages")).hasSizeGreaterThan(200);
    assertThat(kept.at("/one/changed").asBoolean(true)).isFalse();
    assertThat(kept.at("/one/warnings").isMissingNode()).isTrue();
    assertThat(kept.at("/many/inspections"))
        .isEqualTo(Archive.inspect("" + image, "" + compressed, missing).json());
    assertThat(kept.at("/many/failed").asBoolean(true)).isFalse();
    assertThat(kept.at("/many/warnings")).hasSize(1);
    assertThat(kept.at("/many/warnings/0").asText()).isEqualTo(missing + ": no such file");
    assertThat(kept.at("/some/inspection"))
        .isEqualTo(
            Archive.inspect(
                    "--facts=packages,users",
                    "--fields=operating_systems.packages.name,operating_systems.users",
                    "" + image)
                .json());
  }

  @Test
  void tasksRunInEveryWayThatAnsibleHas() throws Exception {
    Path image = sample("sample.qcow2");
    Path second = Files.write(dir.resolve("second.raw"), new byte[1 << 20]);

    JsonNode kept =
        controller.register(
            """
            - module_defaults:
                group/guestkit.guestkit.guestkit:
                  fields: [operating_systems.hostname, facts]
                  profile: minimal
              block:
                - guestkit.guestkit.inspection_info:
                    path: "{{ item }}"
                  loop: ["%1$s", "%1$s"]
                  register: looped
                - guestkit.guestkit.inspection_info:
                    path: "%1$s"
                  check_mode: true
                  register: checked
                - guestkit.guestkit.inspection_info:
                    path: "%1$s"
                  async: 60
                  poll: 1
                  register: polled
            - guestkit.guestkit.inspection_info:
                path: "%1$s"
                additional_disks: "%2$s"
                fields: disks.device
              register: disks
              delegate_to: localhost
            - guestkit.guestkit.inspection_info:
                path: "$IMAGES/sample.qcow2"
                fields: operating_systems.hostname
              environment: {IMAGES: "%3$s"}
              register: expanded
            - ansible.builtin.set_fact:
                kept:
                  looped: "{{ looped.results }}"
                  single: ["{{ checked }}", "{{ polled }}"]
                  disks: "{{ disks }}"
                  expanded: "{{ expanded }}"
            """
                .formatted(image, second, dir));

    String name = "/inspection/operating_systems/0/hostname";
    assertThat(kept.path("looped")).hasSize(2);
    for (String list : List.of("looped", "single")) {
      for (JsonNode result : kept.path(list)) {
        assertThat(result.at(name).asText()).isEqualTo("sample01.example.net");
        assertThat(result.at("/inspection/facts").toString()).contains("mountpoints");
        assertThat(result.at("/inspection/facts").toString()).doesNotContain("packages");
        assertThat(result.path("changed").asBoolean(true)).isFalse();
      }
    }
    assertThat(kept.at("/disks/inspection/disks/1/device").asText()).isEqualTo("/dev/sdb");
    assertThat(kept.at("/expanded" + name).asText()).isEqualTo("sample01.example.net");
  }

  @Test
  void checkModeOfTheWholePlayIsTheSame() throws Exception {
    Path image = sample("sample.qcow2");

    JsonNode kept =
        controller.register(
            """
            - guestkit.guestkit.inspection_info: {path: "%s", fields: operating_systems.hostname}
              register: kept
            """
                .formatted(image),
            "--check");

    assertThat(kept.at("/inspection/operating_systems/0/hostname").asText())
        .isEqualTo("sample01.example.net");
    assertThat(kept.path("skipped").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void pathsNeedNotBeAscii(Ansible ansible) throws Exception {
    Path image = sample("Größe und 日本 'x' \"y\" $HOME `id`.qcow2");

    JsonNode kept =
        controller
            .with(ansible)
            .register(
                """
                - guestkit.guestkit.inspection_info:
                    paths: ["{{ dir }}/Größe und 日本 'x' \\"y\\" $HOME `id`.qcow2"]
                    fields: operating_systems.hostname
                  vars: {dir: "%s"}
                  environment: {LC_ALL: C, LANG: C, HOME: $HOME}
                  register: kept
                """
                    .formatted(dir));

    assertThat(kept.at("/inspections/0/path").asText()).isEqualTo(image.toString());
    assertThat(kept.at("/inspections/0/inspection/operating_systems/0/hostname").asText())
        .isEqualTo("sample01.example.net");
  }

  @Test
  void whatFailsFailsInASentence() throws Exception {
    Path broken = sample("broken.qcow2");
    byte[] bytes = Files.readAllBytes(broken);
    bytes[7] = 9; // the version
    Files.write(broken, bytes);

    JsonNode kept =
        controller.register(
            """
            - guestkit.guestkit.inspection_info: {path: "%1$s"}
              register: broken
              ignore_errors: true
            - block:
                - guestkit.guestkit.inspection_info: {path: "%2$s/missing"}
              rescue:
                - ansible.builtin.set_fact: {missing: "{{ ansible_failed_result }}"}
            - guestkit.guestkit.inspection_info: {path: "%2$s", disk: 1}
              register: unsupported
              ignore_errors: true
            - guestkit.guestkit.inspection_info: {path: a, paths: [b]}
              register: exclusive
              ignore_errors: true
            - guestkit.guestkit.inspection_info:
              register: nothing
              ignore_errors: true
            - guestkit.guestkit.inspection_info: {path: a, facts: [packages, software]}
              register: fact
              ignore_errors: true
            - guestkit.guestkit.inspection_info: {path: a, fields: [2024-01-01]}
              register: date
              ignore_errors: true
            - guestkit.guestkit.inspection_info: {path: a, timeout: soon}
              register: timeout
              ignore_errors: true
            - ansible.builtin.set_fact:
                kept:
                  broken: "{{ broken }}"
                  missing: "{{ missing }}"
                  unsupported: "{{ unsupported }}"
                  exclusive: "{{ exclusive }}"
                  nothing: "{{ nothing }}"
                  fact: "{{ fact }}"
                  date: "{{ date }}"
                  timeout: "{{ timeout }}"
            """
                .formatted(broken, dir));

    for (JsonNode result : kept) {
      assertThat(result.path("failed").asBoolean()).as(result.toString()).isTrue();
      assertThat(result.path("msg").asText()).isNotEmpty().doesNotContain("\n");
      assertThat(result.has("module_stderr")).isFalse();
    }
    assertThat(kept.at("/broken/msg").asText()).contains(broken.toString(), "version");
    assertThat(kept.at("/broken/kind").asText()).isEqualTo("unsupported");
    assertThat(kept.at("/missing/msg").asText()).isEqualTo(dir + "/missing: no such file");
    assertThat(kept.at("/unsupported/msg").asText())
        .startsWith(
            "Unsupported parameters for (guestkit.guestkit.inspection_info) module: disk."
                + " Supported parameters include: additional_disks,");
    assertThat(kept.at("/exclusive/msg").asText())
        .isEqualTo("parameters are mutually exclusive: path|paths");
    assertThat(kept.at("/nothing/msg").asText())
        .isEqualTo("one of the following is required: path, paths");
    assertThat(kept.at("/fact/msg").asText())
        .startsWith("value of facts must be one or more of: apparmor, applications, ")
        .endsWith(". Got no match for: software");
    assertThat(kept.at("/date/msg").asText()).contains("unknown field 2024-01-01");
    assertThat(kept.at("/timeout/msg").asText())
        .isEqualTo(
            "argument 'timeout' is of type <class 'str'> and we were unable to convert to int:"
                + " <class 'str'> cannot be converted to an int");
  }

  @Test
  void aFailedTaskFailsThePlay() throws Exception {
    Cli.Result result =
        controller.play("- guestkit.guestkit.inspection_info: {path: %s/missing}".formatted(dir));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.text()).contains("fatal: ", dir + "/missing: no such file");
  }

  @Test
  void aMissingEngineIsNamed() throws Exception {
    String task =
        """
        - guestkit.guestkit.inspection_info: {path: a}
          register: kept
          ignore_errors: true
          environment: {GUESTKIT_ANSIBLE: "%s"}
        """;

    JsonNode wrong = controller.register(task.formatted("/nowhere/guestkit-ansible"));
    assertThat(wrong.path("failed").asBoolean()).isTrue();
    assertThat(wrong.path("engine_missing").asBoolean()).isTrue();
    assertThat(wrong.path("msg").asText()).contains("GUESTKIT_ANSIBLE names no program");
    if (!Files.exists(Path.of("/opt/guestkit/current"))) {
      JsonNode none = controller.register(task.formatted(""));
      assertThat(none.path("engine_missing").asBoolean()).isTrue();
      assertThat(none.path("msg").asText()).contains("not installed", "guestkit.guestkit.engine");
    }
  }

  @Test
  void variablesForOtherJvmsDoNotDisturbTheAnswer() throws Exception {
    Path image = sample("sample.qcow2");

    JsonNode kept =
        controller.register(
            """
            - guestkit.guestkit.inspection_info: {path: "%s", fields: operating_systems.hostname}
              environment: {JAVA_TOOL_OPTIONS: -Dx=y, JDK_JAVA_OPTIONS: -Dx=y, _JAVA_OPTIONS: -Dx=y}
              register: kept
            """
                .formatted(image));

    assertThat(kept.has("inspection")).isTrue();
  }
}
