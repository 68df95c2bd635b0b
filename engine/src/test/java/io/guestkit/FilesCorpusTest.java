package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.block.FileSource;
import io.guestkit.filesystem.Filesystems;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.PartitionInfo;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.CorpusListing;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeSystems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of every filesystem of the corpus that is read, in all that the truth says of it; and
 * a table of how many there were. Containers are converted by qemu-img: their own tests read them.
 */
class FilesCorpusTest {
  private static final Set<String> CONTAINERS =
      Set.of("container:qcow2", "container:vmdk", "container:vhd", "container:vhdx");

  /** Kinds of which every file is read. */
  private static final Set<String> READ = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "vfat");

  /** A directory that contains itself: the test of FAT refuses it. */
  private static final String LOOP = "fs/dfir_ntfs-fat32_loop.raw.gz";

  /** In a snapshot, the place of a subvolume that it does not hold; its time is the mount's. */
  private static final String PLACEHOLDER = "/snap/subvol2";

  private static final SortedMap<String, Count> TABLE = new TreeMap<>();

  @TempDir Path folder;

  /** How many files of a kind there are. */
  private record Count(int equal, int unequal, int unsupported) {
    Count plus(Count other) {
      return new Count(
          equal + other.equal, unequal + other.unequal, unsupported + other.unsupported);
    }
  }

  /** Returns the images that have a list of files; of several disks of a machine the first one. */
  static List<Corpus.Entry> images() {
    return Corpus.entries(
            entry -> {
              String kind = entry.get("kind").asText();
              boolean read =
                  kind.startsWith("fs:")
                      || kind.equals("lvm")
                      || kind.equals("pt")
                      || CONTAINERS.contains(kind);
              return read && !entry.get("file").asText().equals(LOOP);
            })
        .stream()
        .filter(entry ->
            !entry.truth().at("/lvm_or_multidisk/volumes").isEmpty()
                || !entry.truth().findPath("listing").isMissingNode())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("images")
  void holdsWhatTheTruthSays(Corpus.Entry entry) throws IOException {
    List<FileSource> files = new ArrayList<>();
    try {
      List<Volume> disks = new ArrayList<>();
      for (Path image : disks(entry)) {
        FileSource file = FileSource.open(image, Sources.session());
        files.add(file);
        disks.add(new Volume("/dev/sd" + (char) ('a' + disks.size()), "disk", file, null));
      }
      List<VolumeContent> contents = new ArrayList<>();
      Filesystems.open(VolumeSystems.scan(disks).volumes(), contents::add);
      for (JsonNode volume : entry.truth().path("volumes")) {
        if (volume.has("listing")) {
          check(volume.get("blkid_type").asText(), listing(volume), at(volume, contents));
        }
      }
      for (var volume : entry.truth().at("/lvm_or_multidisk/volumes").properties()) {
        check(
            volume.getValue().get("type").asText(),
            volume.getValue(),
            named(volume.getKey(), contents));
      }
    } finally {
      for (FileSource file : files) {
        file.close();
      }
    }
  }

  private List<Path> disks(Corpus.Entry entry) throws IOException {
    Path image = entry.unpack(folder);
    if (CONTAINERS.contains(entry.kind())) {
      Path raw = folder.resolve("converted.raw");
      Tool.run("qemu-img", "convert", "-O", "raw", image.toString(), raw.toString());
      return List.of(raw);
    }
    JsonNode group = entry.manifest().get("group");
    if (group == null) {
      return List.of(image);
    }
    List<Path> disks = new ArrayList<>();
    for (Corpus.Entry member : Corpus.entries(other -> group.equals(other.get("group")))) {
      disks.add(member.unpack(folder));
    }
    return disks;
  }

  /** A journal that was replayed makes the truth another one. */
  private static JsonNode listing(JsonNode volume) {
    JsonNode replayed = volume.path("after_journal_replay");
    return replayed.path("files").isArray() ? replayed : volume.get("listing");
  }

  private static Optional<VolumeContent> at(JsonNode volume, List<VolumeContent> contents) {
    long offset = volume.get("offset").asLong();
    return contents.stream()
        .filter(content -> {
          PartitionInfo partition = content.volume().partition();
          return (partition == null ? 0 : partition.startBytes()) == offset;
        })
        .findFirst();
  }

  /** Returns the content of a device, by whichever device of its filesystem it is reached. */
  private static Optional<VolumeContent> named(String device, List<VolumeContent> contents) {
    return contents.stream()
        .filter(content -> content.volume().device().equals(device))
        .findFirst()
        .flatMap(content ->
            content.owner().isEmpty()
                ? Optional.of(content)
                : named(content.owner().get(), contents));
  }

  private static void check(String kind, JsonNode listing, Optional<VolumeContent> found)
      throws IOException {
    int files = listing.get("entries").asInt();
    if (found.isEmpty() || found.get().filesystem().isEmpty()) {
      assertThat(READ).doesNotContain(kind);
      TABLE.merge(kind, new Count(0, 0, files), Count::plus);
      return;
    }
    SortedMap<String, String> differences =
        CorpusListing.differences(listing, Listing.of(found.get().filesystem().get()));
    if (kind.equals("btrfs")) {
      differences.remove(PLACEHOLDER);
    }
    int unequal = Math.min(differences.size(), files);
    TABLE.merge(kind, new Count(files - unequal, unequal, 0), Count::plus);
    assertThat(differences).isEmpty();
  }

  @AfterAll
  static void printsTheTable() {
    StringBuilder text = new StringBuilder("\nkind          files   equal unequal unsupported\n");
    TABLE.forEach((kind, count) ->
        text.append(
            "%-10s %8d %7d %7d %11d\n"
                .formatted(
                    kind,
                    count.equal + count.unequal + count.unsupported,
                    count.equal,
                    count.unequal,
                    count.unsupported)));
    System.out.print(text);
  }
}
