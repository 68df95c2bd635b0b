package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The action plugins and the lookup. */
class PluginsIT {
  @TempDir static Path home;

  @TempDir Path dir;

  private static Controller controller = new Controller(Path.of(""));

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    controller = Controller.withCollection(home);
  }

  @Test
  void argumentsAreCheckedBeforeAnythingReachesTheTarget() throws Exception {
    JsonNode kept =
        controller.register(
            """
            - environment: {GUESTKIT_ANSIBLE: /nowhere}
              ignore_errors: true
              block:
                - guestkit.guestkit.inspection_info: {path: a, disk: 1}
                  register: unsupported
                - guestkit.guestkit.image_info:
                  register: nothing
                - guestkit.guestkit.file_info: {path: a}
                  register: required
                - guestkit.guestkit.image_diff: {before: a, after: b, timeout: soon}
                  register: timeout
                - guestkit.guestkit.file_info: {path: a, files: [/etc/passwd], content: true}
                  async: 9
                  register: background
            - ansible.builtin.set_fact:
                kept: "{{ [unsupported, nothing, required, timeout, background] | map(attribute='msg') }}"
            """);

    assertThat(kept).hasSize(5);
    assertThat(kept.get(0).asText())
        .startsWith(
            "Unsupported parameters for (guestkit.guestkit.inspection_info) module: disk."
                + " Supported parameters include: additional_disks,");
    assertThat(kept.get(1).asText()).isEqualTo("one of the following is required: path, paths");
    assertThat(kept.get(2).asText()).isEqualTo("missing required arguments: files");
    assertThat(kept.get(3).asText()).contains("'timeout'", "unable to convert to int");
    assertThat(kept.get(4).asText()).contains("not read in the background");
  }

  @Test
  void anEngineThatEndsWithoutAnAnswerIsToldInASentence() throws Exception {
    Path killed = StandInEngine.doing(dir.resolve("killed"), "cat > /dev/null; kill -9 $$");
    Path cut =
        StandInEngine.doing(dir.resolve("cut"), "cat > /dev/null; printf '{\"inspections\": [1}'");
    Path memory =
        StandInEngine.doing(
            dir.resolve("memory"), "echo 'Could not reserve enough space for heap' >&2; exit 1");
    Path large =
        StandInEngine.doing(
            dir.resolve("large"), "printf '{'; head -c 50000000 /dev/zero | tr '\\0' x; exit 3");

    JsonNode kept =
        controller.register(
            """
            - guestkit.guestkit.inspection_info: {path: a}
              environment: {GUESTKIT_ANSIBLE: "{{ item }}"}
              loop: ["%1$s", "%2$s", "%3$s", "%4$s"]
              ignore_errors: true
              register: tasks
            - ansible.builtin.debug:
                msg: "{{ lookup('guestkit.guestkit.inspection', 'a', engine='%1$s') }}"
              ignore_errors: true
              register: asked
            - ansible.builtin.set_fact:
                kept: "{{ (tasks.results + [asked]) | map(attribute='msg') }}"
            """
                .formatted(killed, cut, memory, large));

    String start = "The GuestKit engine ended without an answer: ";
    assertThat(kept.get(0).asText())
        .startsWith("The GuestKit engine ")
        .containsPattern("SIGKILL|signal 9");
    assertThat(kept.get(1).asText()).startsWith(start + "its answer was cut short");
    assertThat(kept.get(2).asText())
        .isEqualTo(start + "exit status 1 (Could not reserve enough space for heap).");
    assertThat(kept.get(3).asText()).isEqualTo(start + "exit status 3.");
    assertThat(kept.get(4).asText()).contains(start + "it was killed (SIGKILL)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "minimal"})
  void theContentOfFilesIsNeverShown(String callback) throws Exception {
    Path image = Files.copy(Repository.sample(), dir.resolve("sample.qcow2"));
    Map<String, String> variables =
        Map.of(
            "GUESTKIT_ANSIBLE",
            Archive.launcher("guestkit-ansible").toString(),
            "ANSIBLE_STDOUT_CALLBACK",
            callback);

    Cli.Result result =
        controller.play(
            variables,
            """
            - module_defaults: {guestkit.guestkit.file_info: {path: "%s", content: true}}
              block:
                - guestkit.guestkit.file_info: {files: /etc/os-release}
                  register: one
                  failed_when: one.files[0].exists
                  ignore_errors: true
                - guestkit.guestkit.file_info: {files: "{{ item }}"}
                  loop: [/etc/os-release]
                  register: looped
                - guestkit.guestkit.file_info: {files: [/etc/hostname, /etc/os-release], max_size: 99, fail_on_error: true}
                  register: failed
                  ignore_errors: true
            - ansible.builtin.assert:
                that:
                  - one.files[0].content | length > 20
                  - looped.results[0].files[0].content | length > 20
                  - failed is failed
                  - failed.files is not defined
            """
                .formatted(image),
            "-vvvv",
            "--diff");

    assertThat(result.exit()).as(result.text()).isZero();
    assertThat(result.text() + result.err())
        .contains("sample.qcow2")
        .doesNotContain("PRETTY_NAME", "GNU/Linux", "sample01");
  }

  @Test
  void theLookupReturnsWhatTheCommandLinePrints() throws Exception {
    Path image = Files.copy(Repository.sample(), dir.resolve("größe 1.qcow2"));
    Files.copy(image, dir.resolve("größe 2.qcow2"));
    Files.copy(image, home.resolve("beside-the-playbook.qcow2"));

    JsonNode kept =
        controller.register(
            """
            - ansible.builtin.set_fact:
                kept:
                  whole: "{{ lookup('guestkit.guestkit.inspection', dir ~ '/größe 1.qcow2') }}"
                  many: "{{ query('guestkit.guestkit.inspection', dir ~ '/größe*', fields=fields, profile='minimal') }}"
                  relative: "{{ query('guestkit.guestkit.inspection', 'beside-the-playbook.qcow2', fields=fields) }}"
                  none: "{{ query('guestkit.guestkit.inspection') }}"
                  ignored: "{{ query('guestkit.guestkit.inspection', '/missing', errors='ignore') }}"
              vars: {dir: "%s", fields: [operating_systems.hostname]}
            """
                .formatted(dir));

    assertThat(kept.path("whole")).isEqualTo(Archive.inspect("" + image).json());
    assertThat(kept.path("many")).hasSize(2);
    assertThat(kept.at("/many/1/operating_systems/0/hostname").asText())
        .isEqualTo("sample01.example.net");
    assertThat(kept.at("/relative/0/operating_systems/0/hostname").asText())
        .isEqualTo("sample01.example.net");
    assertThat(kept.path("none")).isEmpty();
    assertThat(kept.path("ignored")).isEmpty();
  }

  @Test
  void theLookupFailsInASentence() throws Exception {
    JsonNode kept =
        controller.register(
            """
            - ignore_errors: true
              block:
                - ansible.builtin.debug:
                    msg: "{{ lookup('guestkit.guestkit.inspection', '/missing') }}"
                  register: missing
                - ansible.builtin.debug:
                    msg: "{{ lookup('guestkit.guestkit.inspection', '/missing', fact='users') }}"
                  register: option
                - ansible.builtin.debug:
                    msg: "{{ lookup('guestkit.guestkit.inspection', '/missing', facts='software') }}"
                  register: fact
                - ansible.builtin.debug:
                    msg: "{{ lookup('guestkit.guestkit.inspection', '/missing', engine='/nowhere') }}"
                  register: engine
            - ansible.builtin.set_fact:
                kept: "{{ [missing, option, fact, engine] | map(attribute='msg') }}"
            """);

    assertThat(kept.get(0).asText()).endsWith("/missing: no such file");
    assertThat(kept.get(1).asText()).contains("inspection has no option fact.");
    assertThat(kept.get(2).asText()).contains("value of facts must be").endsWith(": software");
    assertThat(kept.get(3).asText()).contains("The option engine names no program", "/nowhere");
  }

  @Test
  void whatALookupReturnsIsNotTemplated() throws Exception {
    Path touched = dir.resolve("touched");
    String template = "{{ lookup('pipe', 'touch %s') }}".formatted(touched);
    Path engine =
        StandInEngine.answering(
            dir.resolve("engine"),
            "{\"inspections\": [{\"path\": \"a\", \"inspection\": {\"hostname\": \"%s\"}}]}"
                .formatted(template));

    JsonNode kept =
        controller.register(
            """
            - ansible.builtin.set_fact:
                kept: "{{ image.hostname }}"
                direct: "{{ query('guestkit.guestkit.inspection', 'a', engine='%1$s', allow_unsafe=true)[0].hostname }}"
              vars: {image: "{{ lookup('guestkit.guestkit.inspection', 'a', engine='%1$s') }}"}
            - ansible.builtin.debug: {msg: "{{ direct }}"}
            """
                .formatted(engine));

    assertThat(kept.asText()).isEqualTo(template);
    assertThat(touched).doesNotExist();
  }

  @Test
  void ansibleDocShowsTheLookupAndTheInventory() throws Exception {
    assertThat(controller.succeed("ansible-doc", "-t", "lookup", "guestkit.guestkit.inspection"))
        .contains("_terms", "cache_dir", "EXAMPLES:", "RETURN VALUES:");
    assertThat(controller.succeed("ansible-doc", "-t", "inventory", "guestkit.guestkit.images"))
        .contains("keyed_groups", "cache_connection", "EXAMPLES:", "guestkit_unreadable");
  }
}
