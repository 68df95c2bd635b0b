package io.guestkit.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares a listing of ours with the truth that the corpus has of a volume. */
public final class CorpusListing {
  /** What some lists say of times went through a floating-point number of seconds. */
  private static final BigInteger TIME_TOLERANCE_NANOS = BigInteger.valueOf(1000);

  private CorpusListing() {}

  /**
   * Returns what differs, by path; not every list has everything of an entry.
   *
   * @param listing with {@code files}, or reduced to digests with {@code sample}
   */
  public static SortedMap<String, String> differences(
      JsonNode listing, SortedMap<String, Listing.Entry> ours) {
    SortedMap<String, String> differences = new TreeMap<>();
    if (listing.has("files")) {
      Map<String, JsonNode> files = new TreeMap<>();
      listing.get("files").forEach(file -> files.put(file.get("path").asText(), file));
      Set<String> paths = new TreeSet<>(files.keySet());
      paths.addAll(ours.keySet());
      for (String path : paths) {
        compare(path, files.get(path), ours.get(path), differences);
      }
    } else {
      compareReduced(listing, ours, differences);
    }
    return differences;
  }

  private static void compareReduced(
      JsonNode listing,
      SortedMap<String, Listing.Entry> ours,
      SortedMap<String, String> differences) {
    Map<String, Integer> types = new TreeMap<>();
    StringBuilder files = new StringBuilder();
    ours.forEach((path, entry) -> {
      types.merge(type(entry), 1, Integer::sum);
      if (entry.type() == FileType.REGULAR) {
        String digest = entry.sha256().isEmpty() ? "None" : entry.sha256(); // as Python says it
        files.append("%s\t%d\t%s\n".formatted(path, entry.size(), digest));
      }
    });
    Map<String, Integer> expected = new TreeMap<>();
    listing
        .get("types")
        .properties()
        .forEach(type -> expected.put(type.getKey(), type.getValue().asInt()));
    note("(types)", expected, types, differences);
    note(
        "(paths)",
        listing.get("paths_sha256").asText(),
        Listing.sha256(String.join("\n", ours.keySet()) + "\n"),
        differences);
    note(
        "(contents)",
        listing.get("files_sha256").asText(),
        Listing.sha256(files.toString()),
        differences);
    for (JsonNode file : listing.get("sample")) {
      String path = file.get("path").asText();
      compare(path, file, ours.get(path), differences);
    }
  }

  private static void note(
      String path, Object expected, Object actual, SortedMap<String, String> differences) {
    if (!expected.equals(actual)) {
      differences.put(path, "%s, not %s".formatted(actual, expected));
    }
  }

  private static void compare(
      String path,
      @Nullable JsonNode truth,
      Listing.@Nullable Entry entry,
      SortedMap<String, String> differences) {
    if (truth == null || entry == null) {
      differences.put(path, truth == null ? "not in the truth" : "not found");
      return;
    }
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> actual = new TreeMap<>();
    Map<String, String> facts = facts(entry);
    truth
        .properties()
        .forEach(fact -> {
          String key = fact.getKey();
          if (!key.equals("path") && !isSame(key, fact.getValue(), entry)) {
            expected.put(key, value(fact.getValue()));
            actual.put(key, facts.getOrDefault(key, "not compared"));
          }
        });
    note(path, expected, actual, differences);
  }

  /** Returns whether a fact is told in a way that the text of ours cannot be compared with. */
  private static boolean isSame(String key, JsonNode value, Listing.Entry entry) {
    if (key.equals("mtime_ns")) {
      BigInteger difference = nanoseconds(entry).subtract(value.bigIntegerValue()).abs();
      boolean rounded = value.bigIntegerValue().getLowestSetBit() >= 6;
      return rounded && difference.compareTo(TIME_TOLERANCE_NANOS) < 0;
    }
    if (key.equals("xattrs") && value.isArray()) {
      Set<String> names = new TreeSet<>();
      value.forEach(name -> names.add(name.asText()));
      return names.equals(entry.attributes().keySet());
    }
    return false;
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
    facts.put("type", type(ours));
    facts.put("mode", "%04o".formatted(ours.mode()));
    facts.put("uid", Long.toString(ours.uid()));
    facts.put("gid", Long.toString(ours.gid()));
    facts.put("mtime_ns", nanoseconds(ours).toString());
    facts.put("ino", Long.toString(ours.inode()));
    facts.put("nlink", Long.toString(ours.links()));
    facts.put("size", Long.toString(ours.size()));
    facts.put("sha256", ours.sha256());
    facts.put("target", FileName.display(ours.target()));
    facts.put("rdev", ours.device());
    facts.put("xattrs", ours.attributes().toString());
    return facts;
  }

  private static BigInteger nanoseconds(Listing.Entry entry) {
    int plus = entry.modified().indexOf('+');
    long seconds = Long.parseLong(entry.modified().substring(0, plus));
    long nanoseconds = Long.parseLong(entry.modified().substring(plus + 1));
    return BigInteger.valueOf(seconds)
        .multiply(BigInteger.valueOf(1_000_000_000))
        .add(BigInteger.valueOf(nanoseconds));
  }
}
