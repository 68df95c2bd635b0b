package io.guestkit.inspect.applications;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.ApplicationInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The flatpaks of the system and of the users below /home: a directory
 * app/IDENTIFIER/ARCHITECTURE/BRANCH for each, in which {@code active} is a link to the directory
 * of the commit that is deployed. Runtimes are no applications.
 */
final class FlatpakDirectories {
  private static final String SYSTEM = "/var/lib/flatpak/app";
  private static final String HOMES = "/home";

  /** 1000: more are the homes of a file server, where nobody starts applications. */
  private static final int MAX_HOMES = 1000;

  /** 1 MiB: some hundred bytes, and the names of an application in its translations. */
  private static final int MAX_DEPLOY_BYTES = 1 << 20;

  private final FactFiles files;
  private final List<ApplicationInfo> applications;

  private FlatpakDirectories(FactFiles files, List<ApplicationInfo> applications) {
    this.files = files;
    this.applications = applications;
  }

  static void read(FactFiles files, List<ApplicationInfo> applications) throws IOException {
    FlatpakDirectories directories = new FlatpakDirectories(files, applications);
    directories.read(SYSTEM);
    List<String> homes = directories.homes();
    for (String home : homes.subList(0, Math.min(homes.size(), MAX_HOMES))) {
      directories.read(home + "/.local/share/flatpak/app");
    }
    if (homes.size() > MAX_HOMES) {
      files.unsupported(
          HOMES, "flatpaks of users are looked for in the first %d homes".formatted(MAX_HOMES));
    }
  }

  /** Returns the homes; that there are some is no evidence of an application. */
  private List<String> homes() throws IOException {
    List<String> homes = new ArrayList<>();
    files.attempt(
        HOMES,
        () -> {
          Optional<GuestFile> directory = files.guest().find(HOMES);
          if (directory.isPresent() && directory.get().entry().type() == FileType.DIRECTORY) {
            for (DirectoryEntry entry : files.guest().names(directory.get())) {
              homes.add(HOMES + "/" + entry.name());
            }
          }
          return Optional.empty();
        });
    return homes;
  }

  private void read(String top) throws IOException {
    for (String application : directories(top)) {
      for (String arch : directories(application)) {
        for (String branch : directories(arch)) {
          add(branch, top.length() + 1);
        }
      }
    }
  }

  /** Returns the paths of the directories in a directory. */
  private List<String> directories(String path) throws IOException {
    List<String> paths = new ArrayList<>();
    for (DirectoryEntry entry : files.names(path)) {
      if (entry.type() == FileType.DIRECTORY || entry.type() == FileType.UNKNOWN) {
        paths.add(path + "/" + entry.name());
      }
    }
    return paths;
  }

  /**
   * Adds what is deployed of a branch.
   *
   * @param from where IDENTIFIER/ARCHITECTURE/BRANCH starts in its path
   */
  private void add(String path, int from) throws IOException {
    Optional<String> active = files.target(path + "/active");
    if (active.isEmpty()) {
      return;
    }
    String deploy = path + "/active/deploy";
    Optional<byte[]> bytes = files.bytes(deploy, MAX_DEPLOY_BYTES);
    Optional<DeployData> data =
        bytes.isEmpty()
            ? Optional.empty()
            : files.attempt(deploy, () -> Optional.of(DeployData.read(deploy, bytes.get())));
    int arch = path.indexOf('/', from);
    int branch = path.lastIndexOf('/');
    applications.add(
        new ApplicationInfo(
            "flatpak",
            path.substring(from, arch),
            data.map(DeployData::displayName).orElse(null),
            data.map(DeployData::version).orElse(null),
            active.get().substring(active.get().lastIndexOf('/') + 1),
            path.substring(branch + 1),
            path.substring(arch + 1, branch),
            null,
            data.map(DeployData::origin).orElse(null),
            Applications.linkTime(files, path + "/active").orElse(null)));
  }
}
