package io.guestkit.volume.lvm2.metadata;

import io.guestkit.block.CorruptImageException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A logical volume.
 *
 * @param id identifier without hyphens
 * @param status words such as READ, WRITE, VISIBLE, REBUILD, PVMOVE
 * @param createdAt null where it is not written
 * @param creationHost null where it is not written
 * @param segments without gaps from extent 0 on; none where it is damaged
 * @param damage what is wrong with it, or null
 */
public record LogicalVolume(
    String name,
    String id,
    List<String> status,
    List<String> tags,
    @Nullable Instant createdAt,
    @Nullable String creationHost,
    List<Segment> segments,
    @Nullable CorruptImageException damage) {
  /** Copies the lists. */
  public LogicalVolume {
    status = List.copyOf(status);
    tags = List.copyOf(tags);
    segments = List.copyOf(segments);
  }

  /** Returns the identifier as LVM shows it. */
  public String uuid() {
    return Names.uuid(id);
  }

  /** Returns whether a word is in the status. */
  public boolean is(String word) {
    return status.contains(word);
  }

  /** Returns the number of extents. */
  public long extentCount() {
    return segments.isEmpty() ? 0 : segments.getLast().endExtent();
  }

  /** Returns the type of the first segment as lvs names it, empty where there is none. */
  public String type() {
    return segments.isEmpty() ? "" : segments.getFirst().shownType();
  }
}
