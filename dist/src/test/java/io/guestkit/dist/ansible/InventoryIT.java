package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.testing.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inventory of images; what the engine says of them is made up here. */
class InventoryIT {
  private static final String TEMPLATE = "{{ lookup('pipe', 'touch touched') }}";

  @TempDir static Path home;

  @TempDir Path dir;

  private static Controller controller = new Controller(Path.of(""));

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    controller = Controller.withCollection(home);
  }

  /** Writes an engine that knows these images. */
  private Path engine(String... images) throws IOException {
    return StandInEngine.answering(
        dir.resolve("engine"),
        "{\"changed\": false, \"images\": [" + String.join(",", images) + "]}");
  }

  private static String image(String path, String system) {
    return """
    {"path": "%s", "ansible_facts": {"ansible_distribution": "%s", "ansible_hostname": "%s",
      "ansible_mounts": [{"mount": "%3$s"}], "packages": {"bash": []}, "getent_passwd": {}}}\
    """
        .formatted(path, system, TEMPLATE);
  }

  private Path configuration(String more) throws IOException {
    return Files.writeString(
        dir.resolve("fleet.guestkit.yml"),
        """
        plugin: guestkit.guestkit.images
        engine: "%s"
        """
                .formatted(dir.resolve("engine"))
            + more);
  }

  private Cli.Result run(Path configuration, String program, String argument) throws Exception {
    Map<String, String> variables = Map.of("PWD", dir.toString());
    return controller.run(variables, program, "--inventory=" + configuration, argument);
  }

  private JsonNode list(Path configuration) throws Exception {
    Cli.Result result = run(configuration, "ansible-inventory", "--list");
    assertThat(result.exit()).as(result.err()).isZero();
    return result.json();
  }

  /** Returns a text, which ansible-inventory may show as one that is never templated. */
  private static String text(JsonNode value) {
    return value.path("__ansible_unsafe").asText(value.asText());
  }

  @Test
  void anImageIsAHostWithItsFacts() throws Exception {
    engine(image("/i/web1.example.com.qcow2", "Debian"), image("/i/db1.raw", "Ubuntu"));
    Path configuration =
        configuration(
            """
            paths: [images, "more/*.raw", /i]
            allow_dirs: [base]
            timeout: 7
            keyed_groups:
              - {key: ansible_distribution, prefix: os}
            groups: {mine: ansible_distribution == 'Debian'}
            compose: {system: ansible_distribution ~ ' 12'}
            """);

    JsonNode list = list(configuration);

    JsonNode host = list.at("/_meta/hostvars").path("web1.example.com");
    assertThat(text(host.path("guestkit_path"))).isEqualTo("/i/web1.example.com.qcow2");
    assertThat(text(host.path("ansible_distribution"))).isEqualTo("Debian");
    assertThat(text(host.path("system"))).isEqualTo("Debian 12");
    assertThat(text(host.path("ansible_connection"))).isEqualTo("local");
    assertThat(text(host.at("/ansible_facts_modules/0")))
        .isEqualTo("guestkit.guestkit.image_facts");
    assertThat(host.has("packages") || host.has("getent_passwd")).isFalse();
    assertThat(list.at("/os_Debian/hosts/0").asText()).isEqualTo("web1.example.com");
    assertThat(list.at("/os_Ubuntu/hosts/0").asText()).isEqualTo("db1");
    assertThat(list.at("/mine/hosts")).hasSize(1);
    assertThat(dir.resolve("engine.asked"))
        .hasContent(
            """
            {"paths": ["%1$s/images", "%1$s/more/*.raw", "/i"], "allow_dirs": ["%1$s/base"], "timeout": 7}
            """
                .formatted(dir));
  }

  @Test
  void hostsAreNamedByWhatTellsThemApart() throws Exception {
    engine(
        image("/i/a.qcow2", "A"),
        image("/i/a.raw", "A"),
        image("/i/b.raw", "A"),
        image("/j/b.raw", "A"),
        image("/i/c d.raw", "A"),
        image("/i/größe.raw", "A"),
        image("/i/" + TEMPLATE + ".raw", "A"),
        image("/i/e f", "A"),
        image("/i/e_f", "A"));

    JsonNode hosts = list(configuration("paths: /i")).at("/_meta/hostvars");

    assertThat(hosts.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "a.qcow2",
            "a.raw",
            "i_b.raw",
            "j_b.raw",
            "c_d",
            "größe",
            "___lookup__pipe____touch_touched_____",
            "i_e_f_73d2bcb9",
            "i_e_f_1e7a0b93");
  }

  @Test
  void whatComesOutOfAnImageIsNotTemplated() throws Exception {
    engine(
        image("/i/" + TEMPLATE + ".raw", TEMPLATE),
        "{\"path\": \"/i/bad\", \"error\": {\"kind\": \"corrupt\", \"message\": \"/i/bad: %s\"}}"
            .formatted(TEMPLATE));
    Path configuration =
        configuration(
            """
            paths: /i
            keyed_groups:
              - {key: ansible_distribution, prefix: os}
            compose: {label: ansible_hostname ~ '!'}
            """);
    Path playbook =
        Files.writeString(
            dir.resolve("playbook.yml"),
            """
            - hosts: all
              gather_facts: false
              tasks:
                - ansible.builtin.debug:
                    msg: "{{ guestkit_path }} {{ guestkit_error | default(label) }} {{ group_names }}"
                - ansible.builtin.debug:
                    var: hostvars
                - ansible.builtin.command:
                    argv: [echo, "{{ ansible_mounts[0].mount }}"]
                  when: ansible_hostname is defined and ansible_distribution != 'Debian'
            """);

    Cli.Result result = run(configuration, "ansible-playbook", playbook.toString());

    assertThat(result.exit()).as(result.text() + result.err()).isZero();
    assertThat(result.text())
        .contains("/i/" + TEMPLATE + ".raw " + TEMPLATE + "! [", "/i/bad: " + TEMPLATE);
    assertThat(result.text()).contains("guestkit_unreadable");
    assertThat(result.err()).contains("/i/bad: ");
    assertThat(dir.resolve("touched")).doesNotExist();
    assertThat(Path.of("touched")).doesNotExist();
  }

  @Test
  void theCacheAnswersUntilTheQuestionChanges() throws Exception {
    engine(image("/i/a.qcow2", "A"));
    String cache =
        """
        cache: true
        cache_plugin: ansible.builtin.jsonfile
        cache_connection: %s/cache
        """
            .formatted(dir);

    JsonNode first = list(configuration("paths: /i\n" + cache));
    assertThat(list(configuration("paths: /i\n" + cache))).isEqualTo(first);
    assertThat(Files.readAllLines(dir.resolve("engine.asked"))).hasSize(1);

    list(configuration("paths: /j\n" + cache));
    assertThat(Files.readAllLines(dir.resolve("engine.asked"))).hasSize(2);
    list(configuration("paths: /j\n"));
    assertThat(Files.readAllLines(dir.resolve("engine.asked"))).hasSize(3);
  }

  @Test
  void whatCannotBeReadIsToldInASentence() throws Exception {
    StandInEngine.doing(dir.resolve("engine"), "cat > /dev/null; kill -9 $$");
    assertThat(run(configuration("paths: /i"), "ansible-inventory", "--list").err())
        .contains("ended without an answer")
        .doesNotContain("Traceback");
    assertThat(run(configuration("paths: [3]"), "ansible-inventory", "--list").err())
        .contains("has to be a path, not 3")
        .doesNotContain("Traceback");
  }
}
