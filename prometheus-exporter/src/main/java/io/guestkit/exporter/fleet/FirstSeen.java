package io.guestkit.exporter.fleet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.guestkit.exporter.file.WholeFile;
import io.guestkit.exporter.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when each image was first seen, in a file: a JSON array of root, image and milliseconds
 * since 1970, one after the other.
 */
final class FirstSeen {
  private final @Nullable Path file;
  private final Log log;
  private boolean isSaid;
  private final Map<ImageKey, Instant> times = new HashMap<>();

  /**
   * Reads the file, where it is there.
   *
   * @param file null to remember for the time of this process
   */
  FirstSeen(@Nullable Path file, Log log) {
    this.file = file;
    this.log = log;
    if (file != null) {
      read(file);
    }
  }

  private void read(Path from) {
    try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(from))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        String root = json.getText();
        String image = json.nextTextValue();
        long millis = json.nextLongValue(0);
        times.put(new ImageKey(root, String.valueOf(image)), Instant.ofEpochMilli(millis));
      }
    } catch (NoSuchFileException e) {
      // The first start.
    } catch (IOException e) {
      log.warn("Times lost", "file", from.toString(), "err", String.valueOf(e.getMessage()));
    }
  }

  /** Returns when an image was first seen: now, where it was not yet. */
  synchronized Instant of(ImageKey key) {
    Instant known = times.get(key);
    if (known == null) {
      known = Instant.ofEpochMilli(System.currentTimeMillis());
      times.put(key, known);
    }
    return known;
  }

  /** Forgets all others, and writes the file. */
  synchronized void keep(Collection<ImageKey> keys) {
    times.keySet().retainAll(keys);
    if (file == null) {
      return;
    }
    try {
      makeFolder(file.getParent());
      WholeFile.replace(
          file,
          out -> {
            try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
              write(json);
            }
          });
    } catch (IOException e) {
      if (!isSaid) {
        isSaid = true;
        log.warn("Nothing is kept", "err", String.valueOf(e.getMessage()));
      }
    }
  }

  /** Makes the folder its owner's alone, as that of the reports is. */
  private static void makeFolder(@Nullable Path folder) throws IOException {
    if (folder != null) {
      var ownersAlone = PosixFilePermissions.fromString("rwx------");
      try {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownersAlone));
      } catch (IOException e) {
        throw new IOException(folder + ": this folder cannot be made; see --cache.dir", e);
      }
    }
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Map.Entry<ImageKey, Instant> entry : times.entrySet()) {
      json.writeString(entry.getKey().root());
      json.writeString(entry.getKey().image());
      json.writeNumber(entry.getValue().toEpochMilli());
    }
    json.writeEndArray();
  }
}
