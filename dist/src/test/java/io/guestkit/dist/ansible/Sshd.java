package io.guestkit.dist.ansible;

import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An SSH server of this host on the loopback, which lets in whoever runs the test with a key that
 * is made for it. No service and no configuration of the host is touched.
 */
final class Sshd implements AutoCloseable {
  private static final String SERVER = "/usr/sbin/sshd";

  private final Path folder;
  private final int port;
  private final Process process;

  private Sshd(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param folder of its files, which is made
   * @param variables of the environment of its sessions
   * @param more lines of its configuration
   */
  static Sshd start(Path folder, Map<String, String> variables, String... more)
      throws IOException, InterruptedException {
    Tool.require("sshd", "ssh", "ssh-keygen");
    Files.createDirectory(folder);
    if (isRoot()) {
      Files.createDirectories(Path.of("/run/sshd")); // what it separates privileges in
    }
    for (String key : List.of("host_key", "key")) {
      Tool.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
    }
    Files.copy(folder.resolve("key.pub"), folder.resolve("authorized_keys"));
    int port = freePort();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "ListenAddress 127.0.0.1:" + port,
                "HostKey " + folder.resolve("host_key"),
                "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                "StrictModes no", // the temporary folder belongs to everybody
                "PermitRootLogin prohibit-password",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "UsePAM no",
                "PidFile none",
                "Subsystem sftp internal-sftp"));
    StringBuilder set = new StringBuilder("SetEnv");
    variables.forEach(
        (name, value) -> set.append(" \"").append(name).append('=').append(value).append('"'));
    if (!variables.isEmpty()) {
      lines.add(set.toString());
    }
    lines.addAll(List.of(more));
    Path config = Files.write(folder.resolve("sshd_config"), lines);
    Files.writeString(
        folder.resolve("known_hosts"),
        "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host_key.pub")));
    Process process =
        new ProcessBuilder(SERVER, "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Sshd sshd = new Sshd(folder, port, process);
    sshd.await();
    return sshd;
  }

  /** Returns whether the test can become other users. */
  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits for the first byte that it says, at most ten seconds. */
  private void await() throws IOException, InterruptedException {
    for (int i = 0; i < 200 && process.isAlive(); i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
          InputStream in = socket.getInputStream()) {
        if (in.read() == 'S') {
          return;
        }
      } catch (ConnectException notYet) {
        Thread.sleep(50);
      }
    }
    close();
    throw new IOException("sshd does not answer: " + Files.readString(folder.resolve("log")));
  }

  /** Returns variables of a host of an inventory that is reached by it. */
  String hostVariables() {
    return " ansible_connection=ssh ansible_host=127.0.0.1 ansible_port="
        + port
        + " ansible_user="
        + System.getProperty("user.name")
        + " ansible_ssh_private_key_file="
        + folder.resolve("key")
        + " ansible_python_interpreter=/usr/bin/python3"
        + " ansible_ssh_args='-F none -o ControlMaster=auto -o ControlPersist=5s"
        + " -o StrictHostKeyChecking=yes -o UserKnownHostsFile="
        + folder.resolve("known_hosts")
        + "' ansible_control_path_dir="
        + folder;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
