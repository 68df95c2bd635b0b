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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installation of the engine by a task that misses it. */
class EngineInstallIT {
  @TempDir static Path home;

  @TempDir Path dir;

  private static Controller controller = new Controller(Path.of(""));

  private Path user = Path.of("");
  private Path archive = Path.of("");

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    controller = Controller.withCollection(home);
  }

  @BeforeEach
  void makeArchive() throws IOException {
    Tool.requireThat(!Files.exists(Path.of("/opt/guestkit/current")), "this host has an engine");
    user = Files.createDirectory(dir.resolve("home of 'x'"));
    StandInEngine.doing(
        dir.resolve("guestkit-0/guestkit-ansible"),
        "cat > /dev/null; echo '{\"changed\": false, \"inspections\": []}'");
    archive = dir.resolve("engine.tar.gz");
    Tool.run("tar", "-czf", archive.toString(), "-C", dir.toString(), "guestkit-0");
  }

  private Path releases() {
    return user.resolve(".local/share/guestkit");
  }

  private Path release(Path archive) {
    return releases().resolve(Tool.run("sha256sum", archive.toString()).substring(0, 16));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void aTaskThatMissesTheEngineInstallsItOnce() throws Exception {
    Path junk = Files.writeString(dir.resolve("junk.tar.gz"), "junk");
    Path other =
        StandInEngine.answering(
            dir.resolve("other/guestkit-ansible"),
            "{\"failed\": true, \"engine_version\": \"9.9.9\", \"msg\": \"another version.\"}");

    JsonNode kept =
        controller.register(
            """
            - environment: {HOME: "%1$s", GUESTKIT_ANSIBLE: ""}
              vars: {guestkit_engine_archive: "{{ archive }}", archive: "%2$s"}
              ignore_errors: true
              module_defaults: {guestkit.guestkit.inspection_info: {paths: []}}
              block:
                - guestkit.guestkit.inspection_info:
                  vars: {archive: ""}
                  register: unset
                - guestkit.guestkit.inspection_info:
                  check_mode: true
                  register: check
                - guestkit.guestkit.inspection_info:
                  vars: {guestkit_engine_checksum: "0000"}
                  register: checksum
                - guestkit.guestkit.inspection_info:
                  vars: {archive: "%3$s/missing.tar.gz"}
                  register: missing
                - guestkit.guestkit.inspection_info:
                  vars: {archive: "%3$s/junk.tar.gz"}
                  register: junk
                - guestkit.guestkit.inspection_info:
                  vars: {archive: "http://localhost/engine.tar.gz"}
                  register: plain
                - guestkit.guestkit.inspection_info:
                  environment: {HOME: /nonexistent}
                  register: homeless
                - guestkit.guestkit.inspection_info:
                  environment: {GUESTKIT_ANSIBLE: /nowhere}
                  register: named
                - guestkit.guestkit.inspection_info:
                  register: first
                - guestkit.guestkit.inspection_info:
                  register: second
                - guestkit.guestkit.inspection_info:
                  environment: {PATH: "%4$s:/usr/bin:/bin"}
                  register: other
            - ansible.builtin.set_fact:
                kept:
                  failures:
                    unset: "{{ unset }}"
                    check: "{{ check }}"
                    checksum: "{{ checksum }}"
                    missing: "{{ missing }}"
                    junk: "{{ junk }}"
                    plain: "{{ plain }}"
                    homeless: "{{ homeless }}"
                    named: "{{ named }}"
                  first: "{{ first }}"
                  second: "{{ second }}"
                  other: "{{ other }}"
            """
                .formatted(user, archive, dir, other.getParent()));

    for (JsonNode failure : kept.path("failures")) {
      assertThat(failure.path("failed").asBoolean()).as(failure.toString()).isTrue();
      assertThat(failure.path("changed").asBoolean(true)).isFalse();
      assertThat(failure.path("engine_missing").asBoolean()).isTrue();
    }
    assertThat(message(kept, "unset")).contains("set the variable guestkit_engine_archive");
    assertThat(message(kept, "check")).endsWith(" would install " + archive + " first.");
    assertThat(message(kept, "checksum")).contains("its SHA-256 is ").endsWith(", not 0000.");
    assertThat(message(kept, "missing"))
        .endsWith("missing.tar.gz: No such file or directory on the controller.");
    assertThat(message(kept, "junk")).contains(junk + ": tar cannot unpack it", "gzip");
    assertThat(message(kept, "plain")).endsWith("only https URLs are taken.");
    assertThat(message(kept, "homeless")).contains(" has no home folder on this host");
    assertThat(message(kept, "named")).contains("the variable GUESTKIT_ANSIBLE of the task");

    assertThat(kept.at("/first/inspections").isArray()).isTrue();
    assertThat(kept.at("/first/changed").asBoolean()).isTrue();
    assertThat(kept.at("/first/engine_installed").asBoolean()).isTrue();
    assertThat(kept.at("/second/inspections").isArray()).isTrue();
    assertThat(kept.at("/second/changed").asBoolean(true)).isFalse();
    assertThat(kept.at("/other/inspections").isArray()).isTrue();
    assertThat(kept.at("/other/changed").asBoolean(true)).isFalse();
    assertThat(kept.at("/other/warnings/0").asText()).contains("9.9.9", "comes first");
    Path release = release(archive);
    assertThat(releases().resolve("current").toRealPath()).isEqualTo(release.toRealPath());
    assertThat(names(releases())).containsExactlyInAnyOrder("current", "" + release.getFileName());
  }

  private static String message(JsonNode kept, String failure) {
    return kept.at("/failures/" + failure + "/msg").asText();
  }

  @Test
  void tasksThatInstallItAtOnceDoNotDisturbEachOther() throws Exception {
    Path playbook =
        Files.writeString(
            dir.resolve("playbook.yml"),
            """
            - hosts: all
              gather_facts: false
              environment: {HOME: "%s"}
              vars: {guestkit_engine_archive: "%s"}
              tasks:
                - guestkit.guestkit.inspection_info: {paths: []}
            """
                .formatted(user, archive));

    Cli.Result result =
        controller.run(
            Map.of(),
            "ansible-playbook",
            "--inventory=a,b,c,d",
            "--connection=local",
            playbook.toString());

    assertThat(result.exit()).as(result.text() + result.err()).isZero();
    Path release = release(archive);
    assertThat(names(releases())).containsExactlyInAnyOrder("current", "" + release.getFileName());
    assertThat(names(release)).containsExactlyInAnyOrder(".installed", "guestkit-ansible");
  }

  @Test
  void theArchiveOfTheBuildIsInstalledForATaskInTheBackground() throws Exception {
    Path built =
        Archive.folder()
            .resolveSibling("guestkit-%s-linux-x86_64.tar.gz".formatted(Archive.version()));
    Files.copy(Repository.sample(), dir.resolve("sample.qcow2"));

    JsonNode kept =
        controller.register(
            """
            - environment: {HOME: "%1$s", GUESTKIT_ANSIBLE: ""}
              vars: {guestkit_engine_archive: "%2$s"}
              block:
                - guestkit.guestkit.inspection_info:
                    path: "%3$s/sample.qcow2"
                    fields: operating_systems.hostname
                  async: 60
                  poll: 1
                  register: background
                - guestkit.guestkit.inspection_info: {paths: []}
                  register: next
            - ansible.builtin.set_fact: {kept: {background: "{{ background }}", next: "{{ next }}"}}
            """
                .formatted(user, built, dir));

    assertThat(kept.at("/background/inspection/operating_systems/0/hostname").asText())
        .isEqualTo("sample01.example.net");
    assertThat(kept.at("/next/changed").asBoolean(true)).isFalse();
    Path program = releases().resolve("current/guestkit-ansible");
    assertThat(
            Cli.run(List.of("env", "GUESTKIT_AOT_MODE=on", program.toString(), "--version")).text())
        .as("the AOT cache is used where the task unpacked it")
        .startsWith("guestkit-ansible " + Archive.version());
  }
}
