package io.guestkit.inspect.applications;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.ApplicationInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The snaps: one entry each, its current revision, as {@code snap list} shows them. */
final class Snaps {
  /** One file for each snap, with the revisions that are kept of it. */
  private static final String SEQUENCE = "/var/lib/snapd/sequence";

  /** The images, NAME_REVISION.snap: what older snapd leaves, which wrote no sequence. */
  private static final String IMAGES = "/var/lib/snapd/snaps";

  /** Where the snaps are mounted, on Debian's kin and on others. */
  private static final List<String> MOUNTS = List.of("/snap", "/var/lib/snapd/snap");

  /** 1 MiB: a sequence has a few revisions of some hundred bytes. */
  private static final int MAX_SEQUENCE_BYTES = 1 << 20;

  private final FactFiles files;
  private final List<ApplicationInfo> applications;

  Snaps(FactFiles files, List<ApplicationInfo> applications) {
    this.files = files;
    this.applications = applications;
  }

  void read() throws IOException {
    Set<String> known = new HashSet<>();
    for (DirectoryEntry entry : files.names(SEQUENCE)) {
      if (entry.name().endsWith(".json")) {
        String name = entry.name().substring(0, entry.name().length() - ".json".length());
        String path = SEQUENCE + "/" + entry.name();
        Optional<byte[]> bytes = files.bytes(path, MAX_SEQUENCE_BYTES);
        Optional<SnapSequence> sequence =
            bytes.isEmpty()
                ? Optional.empty()
                : files.attempt(path, () -> Optional.of(SnapSequence.read(path, bytes.get())));
        if (sequence.isPresent()) {
          known.add(name);
          add(name, sequence.get());
        }
      }
    }
    for (Map.Entry<String, String> image : images().entrySet()) {
      if (!known.contains(image.getKey())) {
        String revision = current(image.getKey());
        revision = revision == null ? image.getValue() : revision;
        add(image.getKey(), new SnapSequence(revision, null, null));
      }
    }
  }

  /** Returns the newest revision of each snap that there is an image of. */
  private Map<String, String> images() throws IOException {
    Map<String, String> images = new TreeMap<>();
    for (DirectoryEntry entry : files.names(IMAGES)) {
      String file = entry.name();
      int underscore = file.lastIndexOf('_');
      if (underscore > 0 && file.endsWith(".snap")) {
        String revision = file.substring(underscore + 1, file.length() - ".snap".length());
        images.merge(file.substring(0, underscore), revision, Snaps::newer);
      }
    }
    return images;
  }

  /** Of two numbers the greater one: the longer, or else the later one in the alphabet. */
  private static String newer(String a, String b) {
    int order = a.length() - b.length();
    return (order != 0 ? order : a.compareTo(b)) > 0 ? a : b;
  }

  private @Nullable String current(String name) throws IOException {
    for (String mount : MOUNTS) {
      Optional<String> target = files.target(mount + "/" + name + "/current");
      if (target.isPresent()) {
        return target.get();
      }
    }
    return null;
  }

  private void add(String name, SnapSequence sequence) throws IOException {
    Optional<Instant> installed = Optional.empty();
    for (String mount : MOUNTS) {
      if (installed.isEmpty()) {
        installed = Applications.linkTime(files, mount + "/" + name + "/current");
      }
    }
    applications.add(
        new ApplicationInfo(
            "snap",
            name,
            sequence.title(),
            null,
            sequence.revision(),
            sequence.channel(),
            null,
            null,
            null,
            installed.orElse(null)));
  }
}
