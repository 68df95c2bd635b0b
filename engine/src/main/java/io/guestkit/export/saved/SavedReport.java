package io.guestkit.export.saved;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.UnreadableImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.export.RecordModel;
import io.guestkit.report.Inspection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A report in a file, as {@code inspect --output json} writes it. It is told by how it starts: with
 * an object, the first key of which is a component of a report.
 */
public final class SavedReport {
  /** 64 MiB: the report of a guest with 5000 packages takes ten. */
  private static final long MAX_BYTES = 64L << 20;

  /** 32: a report is six deep; what a newer one adds may be deeper. */
  private static final int MAX_DEPTH = 32;

  /** 16 MiB: the largest text that is read of a guest. */
  private static final int MAX_TEXT = 16 << 20;

  /** 1000 characters: no key of ours has fifty, no number twenty. */
  private static final int MAX_WORD = 1000;

  /** 4096 bytes: white space before the report, and its first key. */
  private static final int MAX_START = 4096;

  private SavedReport() {}

  /**
   * Returns the report of a file, or empty where the file does not start as one.
   *
   * @throws CorruptImageException if it is not JSON, or a value is not what the component holds
   * @throws UnsupportedImageException if its structure is another one, or it holds several reports
   * @throws LimitExceededException if it is larger than any report
   */
  public static Optional<Inspection> read(Path file) throws ImageException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty(); // the reader of images says why
    }
    try {
      byte[] start = start(file);
      if (!mayBeJson(start)) {
        return Optional.empty();
      }
      Optional<String> key = firstKey(start);
      if (key.isEmpty()) {
        return Optional.empty();
      }
      if (key.get().equals("path")) {
        throw new UnsupportedImageException(
            file
                + ": holds a list of reports; compare one, written by inspect IMAGE --output json");
      }
      if (!isComponent(key.get())) {
        return Optional.empty();
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new LimitExceededException(
            file + ": larger than any report, %d bytes".formatted(MAX_BYTES));
      }
      try (InputStream bytes = Files.newInputStream(file)) {
        return Optional.of(whole(file.toString(), bytes));
      }
    } catch (ImageException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadableImageException(file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_START);
    }
  }

  private static boolean mayBeJson(byte[] start) {
    for (byte b : start) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  /** Returns the first key of the object, or of the first object of the list. */
  private static Optional<String> firstKey(byte[] start) throws IOException {
    try (JsonParser in = factory().createParser(start)) {
      JsonToken token = in.nextToken();
      boolean isList = token == JsonToken.START_ARRAY;
      if (isList) {
        token = in.nextToken();
      }
      if (token == JsonToken.START_OBJECT && in.nextToken() == JsonToken.FIELD_NAME) {
        String key = in.currentName();
        return isList && !key.equals("path") ? Optional.empty() : Optional.of(key);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not JSON: an image may start with any byte
    }
  }

  private static boolean isComponent(String key) {
    for (RecordModel.Field field : RecordModel.of(Inspection.class).fields()) {
      if (field.name().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the report that bytes hold.
   *
   * @param file what they are called in messages
   * @throws ImageException if they hold none
   */
  public static Inspection parse(String file, byte[] bytes) throws IOException {
    return whole(file, new ByteArrayInputStream(bytes));
  }

  private static Inspection whole(String file, InputStream bytes) throws IOException {
    try (JsonParser in = factory().createParser(bytes)) {
      try {
        in.nextToken();
        Inspection report = (Inspection) new RecordReader(in).read(Inspection.class);
        if (in.nextToken() != null) {
          throw new UnsupportedImageException(file + ": more follows after the report");
        }
        check(file, report.schemaVersion());
        return report;
      } catch (JsonProcessingException e) {
        throw corrupt(file, in.currentLocation().getByteOffset(), e.getOriginalMessage());
      } catch (RecordReader.MismatchException e) {
        throw corrupt(file, in.currentLocation().getByteOffset(), e.getMessage());
      }
    }
  }

  private static CorruptImageException corrupt(String file, long offset, String what) {
    return new CorruptImageException(file + ": saved report", Math.max(0, offset), what);
  }

  private static void check(String file, int version) throws UnsupportedImageException {
    if (version != Inspection.SCHEMA_VERSION) {
      throw new UnsupportedImageException(
          version == 0
              ? file + ": a report without schema_version; write it without --fields"
              : "%s: a report of schema_version %d, but only %d is read"
                  .formatted(file, version, Inspection.SCHEMA_VERSION));
    }
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(MAX_BYTES)
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(MAX_TEXT)
                .maxNameLength(MAX_WORD)
                .maxNumberLength(MAX_WORD)
                .build())
        .build();
  }
}
