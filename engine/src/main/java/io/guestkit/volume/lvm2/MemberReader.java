package io.guestkit.volume.lvm2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.report.Problem;
import io.guestkit.volume.Volume;
import io.guestkit.volume.lvm2.metadata.VolumeGroup;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads labels and metadata; what every member of a group repeats is parsed once. */
final class MemberReader {
  /** 4: the records of a group take about this many times the bytes of their text. */
  private static final int HEAP_PER_TEXT = 4;

  private final List<Problem> problems;
  private byte[] lastText = new byte[0];
  private @Nullable VolumeGroup lastGroup;

  MemberReader(List<Problem> problems) {
    this.problems = problems;
  }

  /** Returns a member, or empty, with a problem, where its label cannot be read. */
  Optional<Member> read(Volume volume) throws IOException {
    PhysicalVolumeLabel label;
    try {
      label = PhysicalVolumeLabel.read(volume.source());
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      problems.add(e.problem(volume.device(), null));
      return Optional.empty();
    }
    VolumeGroup newest = null;
    for (PhysicalVolumeLabel.Area place : label.metadataAreas()) {
      try {
        VolumeGroup group = group(volume, place).orElse(null);
        if (group != null && (newest == null || group.seqno() > newest.seqno())) {
          newest = group;
        }
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        problems.add(e.problem(volume.device(), null));
      }
    }
    return Optional.of(new Member(volume, label, newest));
  }

  private Optional<VolumeGroup> group(Volume volume, PhysicalVolumeLabel.Area place)
      throws IOException {
    BlockSource device = volume.source();
    Optional<MetadataArea> area = MetadataArea.read(device, place);
    if (area.isEmpty()) {
      return Optional.empty();
    }
    Budget budget = device.session().budget();
    String name = "LVM metadata of " + device.name();
    long size = area.get().textSize();
    budget.reserve(size, name);
    try {
      byte[] text = area.get().text(device);
      if (lastGroup == null || !Arrays.equals(text, lastText)) {
        lastGroup = null;
        VolumeGroup group = VolumeGroup.parse(name, text, budget);
        budget.reserve(HEAP_PER_TEXT * size, name);
        lastText = text;
        lastGroup = group;
      }
    } finally {
      budget.release(size);
    }
    return Optional.ofNullable(lastGroup);
  }
}
