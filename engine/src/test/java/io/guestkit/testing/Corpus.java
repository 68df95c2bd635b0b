package io.guestkit.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The corpus of images with a known truth, found by the variable GUESTKIT_CORPUS. */
public final class Corpus {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Corpus() {}

  /**
   * An image of the corpus.
   *
   * @param file its path in the corpus
   * @param manifest its entry in the manifest
   * @param truth everything that is known of it
   */
  public record Entry(Path root, String file, JsonNode manifest, JsonNode truth) {

    /** Returns the entry's kind. */
    public String kind() {
      return manifest.get("kind").asText();
    }

    /** Unpacks the image, and the images of its group, into a folder, and returns its path. */
    public Path unpack(Path folder) throws IOException {
      JsonNode group = manifest.get("group");
      if (group != null) {
        for (Entry sibling : entries(e -> group.equals(e.get("group")))) {
          sibling.unpackAlone(folder);
        }
      }
      return unpackAlone(folder);
    }

    private Path unpackAlone(Path folder) throws IOException {
      boolean packed = manifest.get("packing").asText().equals("gzip");
      String name = Path.of(file).getFileName().toString();
      Path target = folder.resolve(packed ? name.substring(0, name.length() - 3) : name);
      if (!Files.exists(target)) {
        try (InputStream in = Files.newInputStream(root.resolve(file));
            InputStream content = packed ? new GZIPInputStream(in) : in) {
          Files.copy(content, target);
        }
      }
      return target;
    }

    @Override
    public String toString() {
      return file;
    }
  }

  /** Returns the entries whose manifest satisfies a condition; skips the test without a corpus. */
  public static List<Entry> entries(Predicate<JsonNode> condition) {
    @Nullable String folder = System.getenv("GUESTKIT_CORPUS");
    Assumptions.assumeTrue(folder != null, "GUESTKIT_CORPUS is not set");
    Path root = Path.of(String.valueOf(folder));
    List<Entry> entries = new ArrayList<>();
    try {
      for (JsonNode manifest : JSON.readTree(root.resolve("MANIFEST.json").toFile())) {
        if (condition.test(manifest)) {
          Path truth = root.resolve(manifest.get("truth_file").asText());
          entries.add(new Entry(root, manifest.get("file").asText(), manifest, read(truth)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static JsonNode read(Path truth) throws IOException {
    try (InputStream in = Files.newInputStream(truth);
        InputStream content = truth.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return JSON.readTree(content);
    }
  }
}
