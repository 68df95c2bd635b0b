package io.guestkit.volume.lvm2.metadata;

import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.LimitExceededException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume group as one text describes it.
 *
 * @param id identifier without hyphens
 * @param seqno how often it was written; the highest is the newest
 * @param extentBytes size of an extent
 * @param status words such as RESIZEABLE, READ, WRITE, EXPORTED
 * @param systemId host that owns it, or null
 * @param physicalVolumes by their names in the text
 * @param logicalVolumes by name, hidden ones too
 * @param complaints what is wrong with it beside what its volumes say themselves
 */
public record VolumeGroup(
    String name,
    String id,
    long seqno,
    long extentBytes,
    List<String> status,
    List<String> tags,
    @Nullable String systemId,
    Map<String, PhysicalVolume> physicalVolumes,
    Map<String, LogicalVolume> logicalVolumes,
    List<String> complaints) {
  /** Copies the lists; the maps keep their order. */
  public VolumeGroup {
    status = List.copyOf(status);
    tags = List.copyOf(tags);
    physicalVolumes = new LinkedHashMap<>(physicalVolumes);
    logicalVolumes = new LinkedHashMap<>(logicalVolumes);
    complaints = List.copyOf(complaints);
  }

  /**
   * Reads a group.
   *
   * @param textName what the text is, for messages
   * @throws CorruptImageException if it is no description of a group, at an offset in the text
   * @throws LimitExceededException if it needs more memory than the budget has
   */
  public static VolumeGroup parse(String textName, byte[] text, Budget budget)
      throws CorruptImageException, LimitExceededException {
    return TextParser.parse(textName, text, budget, all -> new GroupReader(textName).read(all));
  }

  /** Returns the identifier as LVM shows it. */
  public String uuid() {
    return Names.uuid(id);
  }
}
