package io.guestkit.dist.ansible;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Tool;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks with much to read, to return, or too much. */
class HeavyTaskIT {
  private static final int PACKAGES = 5_000;

  /** 10,000: so many packages make a report of 50 MB. */
  private static final int DESCRIPTION_BYTES = 10_000;

  @TempDir static Path home;

  private static Controller controller = new Controller(Path.of(""));
  private static @Nullable Sshd sshd;
  private static Path image = Path.of("");

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    controller = Controller.withCollection(home);
    Sshd server = Sshd.start(home.resolve("ssh"), Map.of("XDG_CACHE_HOME", home + "/cache"));
    sshd = server;
    Files.writeString(home.resolve("hosts"), "remote" + server.hostVariables() + "\n", APPEND);
    image = guest(Files.createDirectory(home.resolve("images")));
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  private static Path guest(Path folder) throws IOException {
    Tool.require("mkfs.ext4");
    Path tree = folder.resolve("tree");
    Path etc = Files.createDirectories(tree.resolve("etc"));
    Files.writeString(etc.resolve("os-release"), "ID=debian\nVERSION_ID=12\n");
    Files.createDirectory(tree.resolve("bin"));
    Path status = Files.createDirectories(tree.resolve("var/lib/dpkg")).resolve("status");
    String description = "x".repeat(DESCRIPTION_BYTES);
    try (BufferedWriter out = Files.newBufferedWriter(status)) {
      for (int i = 0; i < PACKAGES; i++) {
        out.write("Package: p" + i + "\nStatus: install ok installed\nVersion: 1\n");
        out.write("Description: long\n " + description + "\n\n");
      }
    }
    Path file = folder.resolve("heavy.img");
    Tool.run("mkfs.ext4", "-q", "-d", tree.toString(), file.toString(), "96M");
    return file;
  }

  private static String plays(String hosts, String tasks) {
    return """
    - hosts: %s
      gather_facts: false
      environment: {GUESTKIT_ANSIBLE: "%s"}
      tasks:
    """
            .formatted(hosts, Archive.launcher("guestkit-ansible"))
        + tasks.formatted(image).indent(4);
  }

  @Test
  void aReportOfFiftyMegabytesArrives() throws Exception {
    JsonNode kept =
        controller.kept(
            controller.playbook(
                Map.of("ANSIBLE_PIPELINING", "true"),
                plays(
                    "localhost:remote",
                    """
                    - guestkit.guestkit.inspection_info: {path: "%s"}
                      register: heavy
                    - ansible.builtin.set_fact:
                        packages: "{{ heavy.inspection.operating_systems[0].packages | length }}"
                        problems: "{{ heavy.inspection.problems }}"
                        last: "{{ heavy.inspection.operating_systems[0].packages[-1].description | length }}"
                    - ansible.builtin.set_fact:
                        kept:
                          localhost: "{{ hostvars.localhost.packages }}"
                          remote: "{{ hostvars.remote.packages }}"
                          problems: "{{ problems }}"
                          last: "{{ last }}"
                    """
                        + controller.keep())));

    assertThat(kept.path("localhost").asInt()).isEqualTo(PACKAGES);
    assertThat(kept.path("remote").asInt()).isEqualTo(PACKAGES);
    assertThat(kept.path("problems")).isEmpty();
    assertThat(kept.path("last").asInt()).isEqualTo(DESCRIPTION_BYTES);
  }

  @Test
  void aHeapThatIsTooSmallIsNamed() throws Exception {
    JsonNode kept =
        controller.kept(
            controller.playbook(
                Map.of(),
                plays(
                    "localhost",
                    """
                    - guestkit.guestkit.inspection_info: {path: "%1$s", cache: false}
                      environment: {GUESTKIT_HEAP: 32m}
                      register: small
                    - guestkit.guestkit.inspection_info: {path: "%1$s", cache: false}
                      environment: {GUESTKIT_HEAP: 160m}
                      register: middle
                      ignore_errors: true
                    - ansible.builtin.set_fact:
                        kept: {small: "{{ small }}", middle: "{{ middle }}"}
                    """
                        + controller.keep())));

    assertThat(kept.at("/small/inspection/operating_systems/0/packages")).isEmpty();
    assertThat(kept.at("/small/inspection/problems/0/message").asText())
        .contains("packages")
        .contains("memory");
    assertThat(kept.at("/middle/failed").asBoolean()).isTrue();
    assertThat(kept.at("/middle/msg").asText()).startsWith("out of memory: ").doesNotContain("\n");
  }

  /** As the kernel does where the memory of a target runs out. */
  @ParameterizedTest
  @CsvSource({
    "DISTRIBUTION, localhost, 0",
    "DISTRIBUTION, remote, 0",
    "DISTRIBUTION, localhost, 60",
    "CURRENT, remote, 0"
  })
  void anEngineThatIsKilledIsNamed(Ansible ansible, String host, int async) throws Exception {
    Controller other = controller.with(ansible);
    try (Assassin assassin = Assassin.await(image)) {
      JsonNode kept =
          other.kept(
              other.playbook(
                  Map.of(),
                  plays(
                      host,
                      """
                      - guestkit.guestkit.inspection_info: {path: "%s"}
                        async: ASYNC
                        poll: 1
                        register: kept
                        ignore_errors: true
                      """
                              .replace("ASYNC", Integer.toString(async))
                          + other.keep())));

      assertThat(kept.path("failed").asBoolean()).isTrue();
      assertThat(kept.path("msg").asText())
          .startsWith("The GuestKit engine ended without an answer: it was killed (SIGKILL), ")
          .doesNotContain("\n");
      assertThat(kept.has("inspection")).isFalse();
      assertThat(assassin.killed()).as("engines that were killed").isEqualTo(1);
    }
  }
}
