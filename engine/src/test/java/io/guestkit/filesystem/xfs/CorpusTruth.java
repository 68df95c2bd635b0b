package io.guestkit.filesystem.xfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.testing.Listing;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares what our reader lists with what the corpus says of a volume. */
final class CorpusTruth {
  /** Nanoseconds: the times of long lists went through floating point. */
  private static final BigInteger ROUNDED = BigInteger.valueOf(1000);

  private CorpusTruth() {}

  static void check(JsonNode listing, SortedMap<String, Listing.Entry> entries) {
    assertThat(entries).hasSize(listing.get("entries").asInt());
    if (listing.has("files")) {
      listing.get("files").forEach(file -> checkEntry(file, entries, BigInteger.ONE));
    } else {
      checkReduced(listing, entries);
    }
  }

  private static void checkReduced(JsonNode listing, SortedMap<String, Listing.Entry> entries) {
    Map<String, Integer> types = new HashMap<>();
    StringBuilder files = new StringBuilder();
    entries.forEach((path, entry) -> {
      types.merge(type(entry), 1, Integer::sum);
      if (entry.type() == FileType.REGULAR) {
        files.append("%s\t%d\t%s\n".formatted(path, entry.size(), entry.sha256()));
      }
    });
    Map<String, Integer> expected = new HashMap<>();
    listing.get("types").properties().forEach(t -> expected.put(t.getKey(), t.getValue().asInt()));
    assertThat(types).isEqualTo(expected);
    assertThat(Listing.sha256(String.join("\n", entries.keySet()) + "\n"))
        .isEqualTo(listing.get("paths_sha256").asText());
    assertThat(Listing.sha256(files.toString())).isEqualTo(listing.get("files_sha256").asText());
    assertThat(listing.get("sample")).isNotEmpty();
    listing.get("sample").forEach(file -> checkEntry(file, entries, ROUNDED));
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
      JsonNode truth, SortedMap<String, Listing.Entry> entries, BigInteger within) {
    String path = truth.get("path").asText();
    Listing.Entry ours = Objects.requireNonNull(entries.get(path), path);
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> actual = new TreeMap<>();
    Map<String, String> all = facts(ours);
    boolean namesOnly = truth.path("xattrs").isArray();
    truth
        .properties()
        .forEach(fact -> {
          String key = fact.getKey();
          if (key.equals("mtime_ns")) {
            BigInteger difference =
                new BigInteger(fact.getValue().asText())
                    .subtract(new BigInteger(all.getOrDefault(key, "")));
            assertThat(difference.abs()).as(path).isLessThan(within);
          } else if (!key.equals("path")) {
            expected.put(key, value(fact.getValue()));
            String name = key.equals("xattrs") && namesOnly ? "xattr names" : key;
            actual.put(key, all.getOrDefault(name, "not compared"));
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
    return value.isArray() ? value.toString() : value.asText();
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
    facts.put("xattr names", "[\"" + String.join("\",\"", ours.attributes().keySet()) + "\"]");
    return facts;
  }
}
