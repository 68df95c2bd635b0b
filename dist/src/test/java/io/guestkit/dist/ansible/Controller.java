package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An Ansible controller, which is its own target, with the collection installed from the tarball
 * that the build made; nothing of the user's configuration reaches it.
 *
 * @param home folder of all that it keeps
 * @param ansible whose programs it runs
 */
public record Controller(Path home, Ansible ansible) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ENGINE = "GUESTKIT_ANSIBLE";

  /** Makes one of the distribution's Ansible, without the collection. */
  public Controller(Path home) {
    this(home, Ansible.DISTRIBUTION);
  }

  /** Returns one with the same files and another Ansible. */
  Controller with(Ansible other) {
    return new Controller(home, other);
  }

  /** Installs the collection. */
  public static Controller withCollection(Path home) throws IOException, InterruptedException {
    Controller controller = new Controller(home);
    Path ofAll = Files.createDirectories(home.resolve("remote/of-all"));
    Files.setPosixFilePermissions(ofAll, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(home.resolve("hosts"), "localhost ansible_connection=local\n");
    Path tarball = tarball(Archive.folder().resolveSibling(""));
    controller.succeed("ansible-galaxy", "collection", "install", tarball.toString());
    return controller;
  }

  /** Returns the tarball of the collection in a folder. */
  static Path tarball(Path folder) {
    return folder.resolve("guestkit-guestkit-" + Archive.version() + ".tar.gz");
  }

  /** Runs a program of Ansible with a few variables and nothing else in its environment. */
  Cli.Result run(Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("env", "-i"));
    words.add("HOME=" + home);
    words.add("PATH=" + ansible.path());
    words.add("LC_ALL=C.UTF-8");
    words.add("ANSIBLE_HOME=" + home.resolve("ansible"));
    words.add("ANSIBLE_CONFIG=" + home.resolve("ansible.cfg"));
    words.add("ANSIBLE_COLLECTIONS_PATH=" + home.resolve("collections"));
    words.add("ANSIBLE_INVENTORY=" + home.resolve("hosts"));
    words.add("ANSIBLE_REMOTE_TMP=" + home.resolve("remote"));
    words.add("ANSIBLE_SYSTEM_TMPDIRS=" + home.resolve("remote/of-all"));
    words.add("ANSIBLE_ASYNC_DIR=" + home.resolve("async"));
    variables.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(List.of(command));
    Files.writeString(home.resolve("ansible.cfg"), "[defaults]\n");
    return Cli.run(words);
  }

  /** Runs a program of Ansible and returns what it prints. */
  String succeed(String... command) throws IOException, InterruptedException {
    Cli.Result result = run(Map.of(), command);
    assertThat(result.exit()).as(result.text() + result.err()).isZero();
    return result.text();
  }

  /** Runs a playbook of these tasks, whose target has the engine of the archive. */
  Cli.Result play(String tasks, String... arguments) throws IOException, InterruptedException {
    return play(Map.of(ENGINE, Archive.launcher("guestkit-ansible").toString()), tasks, arguments);
  }

  /** Runs a playbook of these tasks with variables in its environment. */
  Cli.Result play(Map<String, String> variables, String tasks, String... arguments)
      throws IOException, InterruptedException {
    return playbook(
        variables,
        """
        - hosts: localhost
          gather_facts: false
          tasks:
        """
            + tasks.indent(4),
        arguments);
  }

  /** Runs a whole playbook with variables in its environment. */
  Cli.Result playbook(Map<String, String> variables, String plays, String... arguments)
      throws IOException, InterruptedException {
    Path playbook = Files.writeString(home.resolve("playbook.yml"), plays);
    List<String> command = new ArrayList<>(List.of("ansible-playbook", playbook.toString()));
    command.addAll(List.of(arguments));
    Cli.Result result = run(variables, command.toArray(String[]::new));
    assertThat(result.text() + result.err()).doesNotContain("Traceback", "MODULE FAILURE");
    assertThat(leftBehind()).as("left in the remote temporary folder").isEmpty();
    return result;
  }

  /** Runs tasks, the last of which keeps a variable by {@link #keep}, and returns its value. */
  public JsonNode register(String tasks, String... arguments)
      throws IOException, InterruptedException {
    return kept(play(tasks + keep(), arguments));
  }

  /** Returns a task that keeps the variable {@code kept}. */
  String keep() {
    return """
    - ansible.builtin.copy:
        content: "{{ kept | to_json }}"
        dest: %s/kept.json
      check_mode: false
      delegate_to: localhost
      run_once: true
    """
        .formatted(home);
  }

  /** Returns what a playbook, which succeeded, has kept. */
  JsonNode kept(Cli.Result result) throws IOException {
    assertThat(result.exit()).as(result.text() + result.err()).isZero();
    JsonNode kept = JSON.readTree(Files.readAllBytes(home.resolve("kept.json")));
    Files.delete(home.resolve("kept.json"));
    return kept;
  }

  /** Ansible's own wrapper of asynchronous tasks takes some seconds to tidy up after itself. */
  private List<Path> leftBehind() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("remote"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !Files.exists(file.resolveSibling("async_wrapper.py")))
          .toList();
    }
  }
}
