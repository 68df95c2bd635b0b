package io.guestkit.guest;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Systems of ostree (Fedora CoreOS, Silverblue, bootc): the root is the deployment that the boot
 * loader starts by default, /var and /sysroot come from the filesystem around it. Sources: ostree's
 * manual (deployment, adapting), ostree-prepare-root(1), the Boot Loader Specification.
 */
final class Ostree {
  private static final String DEPLOY = "/ostree/deploy";
  private static final String ENTRIES = "/loader/entries";
  private static final String ARGUMENT = "ostree=";

  /** 64 KiB: an entry is some hundred bytes. */
  private static final int MAX_ENTRY_BYTES = 64 << 10;

  /** 256: ostree keeps two deployments, a dozen where they are pinned. */
  private static final int MAX_ENTRIES = 256;

  private final Mount top;
  private final GuestRoot filesystem;
  private final List<VolumeContent> contents;
  private final List<Problem> problems;

  private Ostree(Mount top, List<VolumeContent> contents, List<Problem> problems) {
    this.top = top;
    this.filesystem = GuestRoot.of(MountTable.of(top));
    this.contents = contents;
    this.problems = problems;
  }

  /**
   * Returns the system of a filesystem, or empty where none is deployed on it.
   *
   * @param top the top of the filesystem
   * @param contents every volume of the machine, one of which may be the system's /boot
   */
  static Optional<SystemRoot> find(Mount top, List<VolumeContent> contents, List<Problem> problems)
      throws IOException {
    if (top.filesystem().find(top.root(), "ostree").isEmpty()) {
      return Optional.empty();
    }
    return new Ostree(top, contents, problems).find();
  }

  /**
   * What a boot loader starts.
   *
   * @param version the entry's version, the higher the earlier in the menu
   * @param deployment the directory that its argument leads to
   * @param boot the directory of the boot loader, at /boot
   */
  private record Entry(long version, GuestFile deployment, Mount boot) {}

  private Optional<SystemRoot> find() throws IOException {
    List<GuestFile> deployments = deployments();
    if (deployments.isEmpty()) {
      return Optional.empty();
    }
    Optional<Entry> entry = defaultEntry();
    GuestFile root = entry.isPresent() ? entry.get().deployment() : newest(deployments);
    List<Mount> own = new ArrayList<>();
    own.add(new Mount("/sysroot", top.volume(), top.filesystem(), top.root()));
    String stateroot = root.path().substring(0, root.path().indexOf('/', DEPLOY.length() + 1));
    filesystem.find(stateroot + "/var").ifPresent(found -> own.add(found.at("/var")));
    entry.ifPresent(found -> own.add(found.boot()));
    return Optional.of(new SystemRoot(root.at("/"), Optional.of(root.path()), own));
  }

  /** Returns the directories {@code /ostree/deploy/STATEROOT/deploy/CHECKSUM.SERIAL}. */
  private List<GuestFile> deployments() throws IOException {
    List<GuestFile> deployments = new ArrayList<>();
    for (GuestFile stateroot : directories(DEPLOY)) {
      for (GuestFile found : directories(stateroot.path() + "/deploy")) {
        if (found.filesystem().find(found.entry(), "usr").isPresent()) {
          deployments.add(found);
        }
      }
    }
    return deployments;
  }

  private List<GuestFile> directories(String path) throws IOException {
    List<GuestFile> directories = new ArrayList<>();
    Optional<GuestFile> parent = filesystem.find(path);
    if (parent.isEmpty() || parent.get().entry().type() != FileType.DIRECTORY) {
      return directories;
    }
    for (DirectoryEntry name : bounded(parent.get(), filesystem.names(parent.get()))) {
      GuestFile file = filesystem.file(parent.get(), name);
      if (file.entry().type() == FileType.DIRECTORY) {
        directories.add(file);
      }
    }
    return directories;
  }

  private List<DirectoryEntry> bounded(GuestFile directory, List<DirectoryEntry> names) {
    if (names.size() <= MAX_ENTRIES) {
      return names;
    }
    problems.add(
        new Problem(
            "limit",
            directory.device(),
            directory.path(),
            "%s: of %d entries the first %d were looked at"
                .formatted(FileName.display(directory.path()), names.size(), MAX_ENTRIES)));
    return names.subList(0, MAX_ENTRIES);
  }

  /** What ostree writes beside a deployment is as old as that. */
  private GuestFile newest(List<GuestFile> deployments) throws IOException {
    GuestFile newest = deployments.getFirst();
    for (GuestFile deployment : deployments) {
      if (origin(deployment).entry().modified().isAfter(origin(newest).entry().modified())) {
        newest = deployment;
      }
    }
    return newest;
  }

  private GuestFile origin(GuestFile deployment) throws IOException {
    return filesystem.find(deployment.path() + ".origin").orElse(deployment);
  }

  private Optional<Entry> defaultEntry() throws IOException {
    List<Entry> entries = new ArrayList<>();
    Optional<GuestFile> boot = filesystem.find("/boot");
    if (boot.isPresent()) {
      collect(boot.get().at("/boot"), entries);
    }
    for (VolumeContent content : contents) {
      if (content.filesystem().isPresent() && !content.volume().device().equals(top.volume())) {
        collect(content, entries);
      }
    }
    Optional<Entry> best = Optional.empty();
    for (Entry entry : entries) {
      if (best.isEmpty() || entry.version() > best.get().version()) {
        best = Optional.of(entry);
      }
    }
    return best;
  }

  private void collect(VolumeContent content, List<Entry> entries) throws IOException {
    try {
      var other = content.filesystem().orElseThrow();
      collect(new Mount("/boot", content.volume().device(), other, other.root()), entries);
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      Problem problem = e.problem(content.volume().device(), null);
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
    }
  }

  /** Adds the entries that lead to a deployment of this filesystem. */
  private void collect(Mount boot, List<Entry> entries) throws IOException {
    GuestRoot loader = GuestRoot.of(boot.volume(), boot.filesystem(), boot.root());
    Optional<GuestFile> directory = loader.find(ENTRIES);
    if (directory.isEmpty() || directory.get().entry().type() != FileType.DIRECTORY) {
      return;
    }
    for (DirectoryEntry name : bounded(directory.get(), loader.names(directory.get()))) {
      GuestFile file = loader.file(directory.get(), name);
      if (name.name().endsWith(".conf") && file.entry().type() == FileType.REGULAR) {
        add(FileName.decode(loader.read(file, MAX_ENTRY_BYTES)), boot, entries);
      }
    }
  }

  private void add(String text, Mount boot, List<Entry> entries) throws IOException {
    long version = 0;
    String link = "";
    for (String line : text.split("\n", -1)) {
      String[] words = line.strip().replace('\t', ' ').split(" ", -1);
      for (String word : words) {
        if (words[0].equals("options") && word.startsWith(ARGUMENT)) {
          link = word.substring(ARGUMENT.length());
        } else if (words[0].equals("version")) {
          version = Math.max(version, number(word));
        }
      }
    }
    Optional<GuestFile> deployment = link.isEmpty() ? Optional.empty() : filesystem.find(link);
    if (deployment.isPresent()
        && deployment.get().entry().type() == FileType.DIRECTORY
        && deployment.get().path().startsWith(DEPLOY + "/")
        && deployment.get().path().indexOf("/deploy/", DEPLOY.length()) > 0) {
      entries.add(new Entry(version, deployment.get(), boot));
    }
  }

  /** 9 digits: ostree counts its deployments from 1. */
  private static long number(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits ? Long.parseLong(text) : 0;
  }
}
