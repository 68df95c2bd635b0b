package io.guestkit.inspect.applications;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.guestkit.block.CorruptImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of snapd's folder sequence: the revisions of a snap that are on the disk, and which of
 * them is the current one.
 *
 * @param revision the current one
 * @param channel where it came from
 * @param title name for people
 */
record SnapSequence(@Nullable String revision, @Nullable String channel, @Nullable String title) {

  /** What the file says of one revision. */
  private static final class Revision {
    private @Nullable String number;
    private @Nullable String channel;
    private @Nullable String title;
  }

  /**
   * Reads it.
   *
   * @throws CorruptImageException if it is not JSON, or not an object
   */
  static SnapSequence read(String path, byte[] bytes) throws IOException {
    // Text, not bytes: of bytes the parser guesses an encoding, and fails in another way.
    String text = new String(bytes, StandardCharsets.UTF_8);
    try (JsonParser json = new JsonFactory().createParser(text)) {
      List<Revision> revisions = List.of();
      String current = null;
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new CorruptImageException(path, 0, "no sequence of a snap");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken token = json.nextToken();
        if (field.equals("sequence") && token == JsonToken.START_ARRAY) {
          revisions = revisions(json);
        } else if (field.equals("current") && token.isScalarValue()) {
          current = json.getText();
        } else {
          json.skipChildren();
        }
      }
      return of(revisions, current);
    } catch (JsonProcessingException e) {
      throw new CorruptImageException(
          path, Math.max(e.getLocation().getCharOffset(), 0), "it is not JSON");
    }
  }

  private static SnapSequence of(List<Revision> revisions, @Nullable String current) {
    for (Revision revision : revisions) {
      if (current != null && current.equals(revision.number)) {
        return new SnapSequence(current, revision.channel, revision.title);
      }
    }
    return new SnapSequence(current, null, null);
  }

  private static List<Revision> revisions(JsonParser json) throws IOException {
    List<Revision> revisions = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      Revision revision = new Revision();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken token = json.nextToken();
        if (token.isScalarValue()) {
          take(revision, field, json.getText());
        } else {
          json.skipChildren();
        }
      }
      revisions.add(revision);
    }
    return revisions;
  }

  private static void take(Revision revision, String field, String value) {
    switch (field) {
      case "revision" -> revision.number = value;
      case "channel" -> revision.channel = value.isEmpty() ? null : value;
      case "title" -> revision.title = value.isEmpty() ? null : value;
      default -> {}
    }
  }
}
