package io.guestkit.inspect.ssh;

import io.guestkit.inspect.FactFiles;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Setting;
import io.guestkit.report.SshHostKey;
import io.guestkit.report.SshServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SSH server of a system. */
public final class SshServers {
  private static final List<String> PROGRAMS = List.of("/usr/sbin/sshd", "/usr/bin/sshd");

  /** 64 KiB: a public key has one line. */
  private static final int MAX_KEY_BYTES = 64 << 10;

  /** 256: keys that sshd takes at most. */
  private static final int MAX_KEYS = 256;

  private static final List<String> DEFAULT_KEYS =
      List.of(
          "/etc/ssh/ssh_host_rsa_key",
          "/etc/ssh/ssh_host_ecdsa_key",
          "/etc/ssh/ssh_host_ed25519_key");

  private SshServers() {}

  /**
   * What tells the version of sshd.
   *
   * @param packageFormat deb, rpm, apk and so on; null where it is not known
   * @param distro distribution
   * @param major first number of its version
   * @param minor second number of its version
   * @param packages what is installed; empty where it was not asked for
   */
  public record Release(
      @Nullable String packageFormat,
      String distro,
      @Nullable Integer major,
      @Nullable Integer minor,
      List<PackageInfo> packages) {

    List<String> names() {
      List<String> names = new ArrayList<>();
      if (major != null && minor != null) {
        names.add(distro + " " + major + "." + minor);
      }
      if (major != null) {
        names.add(distro + " " + major);
      }
      return names;
    }
  }

  /** Returns the server, or empty where none is installed. */
  public static Optional<SshServer> read(FactFiles files, Release release) throws IOException {
    SshdConfig config = SshdConfig.read(files);
    if (!config.isThere() && !isInstalled(files)) {
      return Optional.empty();
    }
    SshdBuild build = SshdBuild.of(release.packageFormat(), release.distro(), release.packages());
    SshdTable table = SshdTable.of(build, release.names());
    List<Setting> settings = SshdSettings.of(files, table, config.directives());
    return Optional.of(new SshServer(settings, config.matches(), hostKeys(files, settings)));
  }

  private static boolean isInstalled(FactFiles files) throws IOException {
    for (String program : PROGRAMS) {
      if (files.exists(program)) {
        return true;
      }
    }
    return false;
  }

  /** The private keys are not opened: beside each stands its public key. */
  private static List<SshHostKey> hostKeys(FactFiles files, List<Setting> settings)
      throws IOException {
    List<String> paths = new ArrayList<>();
    for (Setting setting : settings) {
      if (setting.name().equals("hostkey") && paths.size() < MAX_KEYS) {
        paths.add(setting.value());
      }
    }
    List<SshHostKey> keys = new ArrayList<>();
    for (String path : paths.isEmpty() ? DEFAULT_KEYS : paths) {
      String file = path.endsWith(".pub") ? path : path + ".pub";
      Optional<byte[]> bytes = files.bytes(file, MAX_KEY_BYTES);
      if (bytes.isPresent()) {
        String text = new String(bytes.get(), StandardCharsets.UTF_8).strip();
        Optional<SshKeyLine> line = SshKeyLine.of(text);
        if (line.isPresent()) {
          SshKey key = line.get().key();
          keys.add(new SshHostKey(key.type(), key.fingerprint(), key.bits(), file));
        } else {
          files.corrupt(file, "no public key");
        }
      }
    }
    return keys;
  }
}
