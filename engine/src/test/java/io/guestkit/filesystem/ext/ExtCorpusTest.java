package io.guestkit.filesystem.ext;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus's ext volumes: what is in them, and what blkid says of them. */
class ExtCorpusTest {
  @TempDir Path folder;

  static List<Corpus.Entry> images() {
    return Corpus.entries(manifest -> {
      String kind = manifest.get("kind").asText();
      return kind.startsWith("fs:ext") || kind.equals("pt");
    });
  }

  static List<Corpus.Entry> probes() {
    return Corpus.entries(manifest -> manifest.get("kind").asText().equals("blkid"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void holdsWhatTheTruthSays(Corpus.Entry entry) throws IOException {
    for (JsonNode volume : entry.truth().path("volumes")) {
      if (volume.path("blkid_type").asText().startsWith("ext")) {
        try (FileSource file = FileSource.open(entry.unpack(folder), Sources.session())) {
          check(
              volume,
              file.slice("volume", volume.get("offset").asLong(), volume.get("size").asLong()));
        }
      }
    }
  }

  private static void check(JsonNode truth, BlockSource volume) throws IOException {
    assertThat(new ExtFormat().matches(volume)).isTrue();
    ExtFilesystem filesystem = ExtFilesystem.open(volume);
    FilesystemInfo info = filesystem.info("/dev/sda");
    assertThat(info.type()).isEqualTo(truth.get("blkid_type").asText());
    assertThat(info.uuid()).isEqualTo(truth.get("uuid").asText());
    assertThat(info.label()).isEqualTo(truth.path("label").asText(null));
    assertThat(info.version()).isEqualTo(truth.get("version").asText());
    assertThat(filesystem.problems("/dev/sda1")).isEmpty();

    SortedMap<String, Listing.Entry> entries = Listing.of(filesystem);
    JsonNode replayed = truth.path("after_journal_replay");
    JsonNode listing = replayed.path("files").isArray() ? replayed : truth.get("listing");
    if (listing.has("files")) {
      Map<String, JsonNode> files = new TreeMap<>();
      listing.get("files").forEach(file -> files.put(path(file), file));
      assertThat(entries.keySet()).isEqualTo(files.keySet());
      files.forEach((path, file) -> checkEntry(path, file, entries));
    } else {
      checkReduced(listing, entries);
    }
  }

  private static void checkReduced(JsonNode listing, SortedMap<String, Listing.Entry> entries) {
    assertThat(entries).hasSize(listing.get("entries").asInt());
    Map<String, Integer> types = new HashMap<>();
    StringBuilder files = new StringBuilder();
    for (Map.Entry<String, Listing.Entry> each : entries.entrySet()) {
      String path = each.getKey();
      Listing.Entry entry = each.getValue();
      types.merge(type(entry), 1, Integer::sum);
      if (entry.type() == FileType.REGULAR) {
        String digest = entry.sha256().isEmpty() ? "None" : entry.sha256(); // as Python says it
        files
            .append(path)
            .append('\t')
            .append(entry.size())
            .append('\t')
            .append(digest)
            .append('\n');
      }
    }
    listing
        .get("types")
        .properties()
        .forEach(type -> assertThat(types).containsEntry(type.getKey(), type.getValue().asInt()));
    assertThat(Listing.sha256(String.join("\n", entries.keySet()) + "\n"))
        .isEqualTo(listing.get("paths_sha256").asText());
    assertThat(Listing.sha256(files.toString())).isEqualTo(listing.get("files_sha256").asText());
    listing.get("sample").forEach(file -> checkEntry(path(file), file, entries));
  }

  private static String path(JsonNode file) {
    return file.get("path").asText();
  }

  private static String type(Listing.Entry entry) {
    return switch (entry.type()) {
      case REGULAR -> "file";
      case DIRECTORY -> "dir";
      case SYMLINK -> "symlink";
      case CHARACTER_DEVICE -> "char";
      case BLOCK_DEVICE -> "block";
      case FIFO -> "fifo";
      case SOCKET -> "socket";
      case UNKNOWN -> "unknown";
    };
  }

  /** Compares what the truth tells of an entry: not every list has everything. */
  private static void checkEntry(
      String path, JsonNode truth, SortedMap<String, Listing.Entry> entries) {
    Listing.Entry ours = Objects.requireNonNull(entries.get(path), path);
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> actual = new TreeMap<>();
    Map<String, String> all = facts(ours);
    truth
        .properties()
        .forEach(fact -> {
          String key = fact.getKey();
          if (!key.equals("path")) {
            expected.put(key, value(fact.getValue()));
            actual.put(key, all.getOrDefault(key, "not compared"));
          }
        });
    assertThat(actual).as(path).isEqualTo(expected);
  }

  private static String value(JsonNode value) {
    if (value.isObject()) {
      Map<String, String> members = new TreeMap<>();
      value.properties().forEach(m -> members.put(m.getKey(), m.getValue().asText()));
      return members.toString();
    }
    return value.isArray() ? value.get(0).asText() + ":" + value.get(1).asText() : value.asText();
  }

  private static Map<String, String> facts(Listing.Entry ours) {
    Map<String, String> facts = new HashMap<>();
    int plus = ours.modified().indexOf('+');
    long seconds = Long.parseLong(ours.modified().substring(0, plus));
    long nanoseconds = Long.parseLong(ours.modified().substring(plus + 1));
    facts.put("type", type(ours));
    facts.put("mode", "%04o".formatted(ours.mode()));
    facts.put("uid", Long.toString(ours.uid()));
    facts.put("gid", Long.toString(ours.gid()));
    facts.put(
        "mtime_ns",
        BigInteger.valueOf(seconds)
            .multiply(BigInteger.valueOf(1_000_000_000))
            .add(BigInteger.valueOf(nanoseconds))
            .toString());
    facts.put("ino", Long.toString(ours.inode()));
    facts.put("nlink", Long.toString(ours.links()));
    facts.put("size", Long.toString(ours.size()));
    facts.put("sha256", ours.sha256());
    facts.put("target", FileName.display(ours.target()));
    facts.put("rdev", ours.device());
    facts.put("xattrs", ours.attributes().toString());
    return facts;
  }

  @ParameterizedTest
  @MethodSource("probes")
  void isWhatBlkidSays(Corpus.Entry entry) throws IOException {
    JsonNode truth = entry.truth().path("probe").path("upstream_expected");
    try (FileSource file = FileSource.open(entry.unpack(folder), Sources.session())) {
      boolean ext = truth.path("ID_FS_TYPE").asText().matches("ext[234].*");
      if (!ext) {
        assertThat(new ExtFormat().matches(file)).isFalse();
        return;
      }
      FilesystemInfo info = ExtFilesystem.open(file).info("/dev/sda");
      assertThat(info.type()).isEqualTo(truth.get("ID_FS_TYPE").asText());
      assertThat(info.uuid()).isEqualTo(truth.get("ID_FS_UUID").asText());
      assertThat(info.version()).isEqualTo(truth.get("ID_FS_VERSION").asText());
      assertThat(info.label()).isEqualTo(truth.path("ID_FS_LABEL").asText(null));
    }
  }
}
