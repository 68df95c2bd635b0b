package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The role that installs the engine. */
class EngineRoleIT {
  /** Half the time for tasks in Python. */
  private static final Map<String, String> PIPELINING = Map.of("ANSIBLE_PIPELINING", "1");

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

  /** Makes an archive of programs that say a version and do nothing else. */
  private Path small(String version) throws IOException {
    Path folder = Files.createDirectory(dir.resolve("guestkit-" + version));
    for (String name : List.of("guestkit", "guestkit-ansible")) {
      Path program = folder.resolve(name);
      Files.writeString(program, "#!/bin/sh\necho guestkit-ansible %s\n".formatted(version));
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    return packed(folder);
  }

  private Path packed(Path folder) {
    Path packed = dir.resolve(folder.getFileName() + ".tar.gz");
    Tool.run("tar", "-czf", "" + packed, "-C", "" + dir, "" + folder.getFileName());
    return packed;
  }

  private static String checksum(Path archive) {
    return Tool.run("sha256sum", archive.toString()).substring(0, 64);
  }

  /** Returns the task that runs the role, with variables besides its folders. */
  private String task(String name, Map<String, String> variables) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("prefix", prefix.toString());
    all.put("link_dir", links.toString());
    all.putAll(variables);
    StringBuilder task =
        new StringBuilder(
            """
            - name: %s
              ansible.builtin.include_role:
                name: guestkit.guestkit.engine
              vars:
            """
                .formatted(name));
    all.forEach(
        (key, value) -> task.append("    guestkit_engine_%s: \"%s\"%n".formatted(key, value)));
    return task.toString();
  }

  private Cli.Result role(Map<String, String> variables, String... arguments) throws Exception {
    return controller.play(PIPELINING, task("Run it", variables), arguments);
  }

  private Cli.Result role(Path archive, String checksum, String... arguments) throws Exception {
    return role(Map.of("archive", "" + archive, "checksum", checksum), arguments);
  }

  private static void assertRecap(Cli.Result result, String... counts) {
    assertThat(result.text()).as(result.err()).contains(counts);
  }

  @Test
  void theEngineIsInstalledOnceAndUsedByTheModule() throws Exception {
    String checksum = checksum(archive());

    Cli.Result check = role(archive(), checksum, "--check");
    assertRecap(check, "failed=0", "changed=3");
    assertThat(prefix).doesNotExist();

    Cli.Result first = role(archive(), checksum);
    assertRecap(first, "failed=0", "changed=5");
    assertRecap(role(archive(), ""), "failed=0", "changed=0");

    Path program = prefix.resolve("current/guestkit-ansible");
    assertThat(
            Cli.run(List.of("env", "GUESTKIT_AOT_MODE=on", program.toString(), "--version")).text())
        .as("the AOT cache is used where the role unpacked it")
        .startsWith("guestkit-ansible " + Archive.version());
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
  void theTargetDownloadsAnArchiveOnceAndIsRidOfItAgain() throws Exception {
    Path archive = small("1.2.3");
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            dir.toAbsolutePath(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    String url =
        "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), archive.getFileName());
    Map<String, String> wanted =
        Map.of("archive", url, "checksum", checksum(archive), "version", "1.2.3");
    try {
      assertRecap(role(wanted), "failed=0", "changed=7");
      assertThat(prefix.resolve("current/archive.tar.gz")).doesNotExist();
    } finally {
      server.stop(0);
    }
    assertRecap(role(wanted), "failed=0", "changed=0"); // what is there is not asked for again

    Path release = prefix.resolve("current").toRealPath();
    Files.delete(release.resolve(".installed")); // as where the installation was cut short
    Files.delete(release.resolve("guestkit-ansible"));
    assertRecap(role(archive, checksum(archive)), "failed=0", "changed=2");
    assertThat(release.resolve(".installed")).exists();

    Path own = Files.writeString(prefix.resolve("notes.txt"), "mine");
    Path other = Files.createSymbolicLink(links.resolve("other"), Path.of("notes"));
    Map<String, String> absent = Map.of("state", "absent");
    assertRecap(role(absent, "--check"), "failed=0", "changed=2");
    assertThat(prefix.resolve("current/guestkit-ansible")).exists();
    assertRecap(role(absent), "failed=0", "changed=2");
    assertThat(prefix).isDirectoryContaining(file -> file.equals(own));
    try (var left = Files.list(prefix)) {
      assertThat(left).containsExactly(own);
    }
    try (var left = Files.list(links)) {
      assertThat(left).containsExactly(other);
    }
    assertRecap(role(absent), "failed=0", "changed=0");
    Files.delete(own);
    assertRecap(role(absent), "failed=0", "changed=1");
    assertThat(prefix).doesNotExist();
  }

  @Test
  void whatIsNotInstalledIsToldInASentence() throws Exception {
    Path text = Files.writeString(dir.resolve("text.tar.gz"), "no archive\n");
    Path folder = Files.createDirectory(dir.resolve("empty"));
    Files.writeString(folder.resolve("README"), "nothing\n");
    Path empty = packed(folder);
    Path archive = small("1.2.3");
    String gone = "http://127.0.0.1:1/guestkit.tar.gz";
    Map<String, Map<String, String>> refused = new LinkedHashMap<>();
    refused.put("guestkit_engine_archive is not set; it has to be the path", Map.of());
    refused.put(
        "guestkit_engine_archive is a URL; set guestkit_engine_checksum", Map.of("archive", gone));
    refused.put(
        "guestkit_engine_checksum is no SHA-256: it has to be 64 hexadecimal digits.",
        Map.of("archive", gone, "checksum", "0123"));
    refused.put(
        "guestkit.tar.gz is not installed in " + prefix + ": Request failed: ",
        Map.of("archive", gone, "checksum", "0".repeat(64)));
    refused.put(
        "missing.tar.gz: no such file on the controller.",
        Map.of("archive", dir + "/missing.tar.gz"));
    refused.put(
        ", not " + "0".repeat(64), Map.of("archive", "" + archive, "checksum", "0".repeat(64)));
    refused.put(
        "text.tar.gz is not installed in %s: it is no archive that tar can unpack there."
            .formatted(prefix),
        Map.of("archive", "" + text));
    refused.put("its guestkit-ansible does not run here: ", Map.of("archive", "" + empty));
    refused.put(
        "the engine in it is of version 1.2.3, not 9.9.9.",
        Map.of("archive", "" + archive, "version", "9.9.9"));
    refused.put(
        "is not installed in /sys/guestkit: There was an issue creating /sys/guestkit",
        Map.of("archive", "" + archive, "prefix", "/sys/guestkit"));
    StringBuilder tasks = new StringBuilder();
    refused.forEach((sentence, variables) ->
        tasks
            .append("- block:\n")
            .append(task("Try it", variables).indent(4))
            .append("  rescue: [{ansible.builtin.meta: noop}]\n"));

    Cli.Result result = controller.play(PIPELINING, tasks.toString());

    assertThat(result.text()).contains(refused.keySet());
    assertThat(prefix.resolve("current")).doesNotExist();
    try (var left = Files.list(prefix)) {
      assertThat(left).as("of what was refused").isEmpty();
    }
  }

  @Test
  void aTargetOfAnotherArchitectureIsToldSo() throws Exception {
    Path uname = Files.writeString(dir.resolve("uname"), "#!/bin/sh\necho Linux aarch64\n");
    assertThat(uname.toFile().setExecutable(true)).isTrue();

    Cli.Result result =
        controller.play(
            Map.of("PATH", dir + ":/usr/bin:/bin"),
            task("Run it", Map.of("archive", "" + small("1.2.3"))));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.text())
        .contains("This host is Linux aarch64; the engine is made for Linux x86_64.");
    assertThat(prefix).doesNotExist();
  }
}
