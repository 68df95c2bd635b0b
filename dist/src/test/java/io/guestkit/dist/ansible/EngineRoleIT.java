package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The role that installs the engine. */
class EngineRoleIT {
  @TempDir static Path home;

  @TempDir Path dir;

  private static Controller controller = new Controller(Path.of(""));

  private Path prefix = Path.of("");
  private Path links = Path.of("");

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    controller = Controller.withCollection(home);
  }

  @BeforeEach
  void makeFolders() throws IOException {
    prefix = dir.resolve("Größe und mehr/guestkit");
    links = Files.createDirectory(dir.resolve("bin"));
  }

  private static Path archive() {
    String name = "guestkit-%s-linux-x86_64.tar.gz".formatted(Archive.version());
    return Archive.folder().resolveSibling(name);
  }

  private Cli.Result role(Path archive, String checksum, String... arguments) throws Exception {
    return controller.play(
        Map.of(),
        """
        - ansible.builtin.include_role:
            name: guestkit.guestkit.engine
          vars:
            guestkit_engine_archive: "%s"
            guestkit_engine_checksum: "%s"
            guestkit_engine_prefix: "%s"
            guestkit_engine_link_dir: "%s"
        """
            .formatted(archive, checksum, prefix, links),
        arguments);
  }

  private static void assertRecap(Cli.Result result, String... counts) {
    assertThat(result.text()).as(result.err()).contains(counts);
  }

  @Test
  void theEngineIsInstalledOnceAndUsedByTheModule() throws Exception {
    String checksum = Tool.run("sha256sum", archive().toString()).substring(0, 64);

    Cli.Result check = role(archive(), checksum, "--check");
    assertRecap(check, "failed=0", "changed=3");
    assertThat(prefix).doesNotExist();

    Cli.Result first = role(archive(), checksum);
    assertRecap(first, "failed=0", "changed=5");
    assertRecap(role(archive(), checksum), "failed=0", "changed=0");
    assertRecap(role(archive(), "", "--check"), "failed=0", "changed=0");

    Path release = prefix.resolve("current").toRealPath();
    Files.delete(release.resolve(".installed")); // as where the installation was cut short
    Files.delete(release.resolve("guestkit-ansible"));
    assertRecap(role(archive(), ""), "failed=0");
    assertThat(release.resolve(".installed")).exists();

    Path program = prefix.resolve("current/guestkit-ansible");
    assertThat(
            Cli.run(List.of("env", "GUESTKIT_AOT_MODE=on", program.toString(), "--version")).text())
        .as("the AOT cache is used where the role unpacked it")
        .startsWith("guestkit-ansible " + Archive.version());
    assertThat(used(Map.of("GUESTKIT_ANSIBLE", program.toString()))).isTrue();
    assertThat(used(Map.of("PATH", links + ":/usr/bin:/bin"))).isTrue();
  }

  /** Returns whether the module answers, with its engine found by these variables. */
  private boolean used(Map<String, String> variables) throws Exception {
    Cli.Result result =
        controller.play(
            variables,
            """
            - guestkit.guestkit.inspection_info: {paths: []}
              register: result
            - ansible.builtin.assert: {that: "result.inspections == []"}
            """);
    return result.exit() == 0;
  }

  @Test
  void anotherArchiveIsRefusedInASentence() throws Exception {
    Cli.Result wrong = role(archive(), "0".repeat(64));
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.text()).contains("its SHA-256 is ", ", not 0000");
    Cli.Result missing = role(dir.resolve("missing.tar.gz"), "");
    assertThat(missing.text()).contains("missing.tar.gz: no such file on the controller.");
    assertThat(prefix).doesNotExist();

    Cli.Result none =
        controller.play(
            Map.of(), "- ansible.builtin.include_role: {name: guestkit.guestkit.engine}");
    assertThat(none.text()).contains("missing required arguments: guestkit_engine_archive");
  }
}
