package io.guestkit.volume.lvm2;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.volume.lvm2.metadata.LogicalVolume;
import io.guestkit.volume.lvm2.metadata.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The images of a raid1: those are read that are in sync, as the kernel would tell from the group's
 * metadata and the superblocks.
 */
final class RaidImages {
  private final LogicalVolumeMapper mapper;
  private final Map<String, LogicalVolume> volumes;
  private final String device;
  private final Segment segment;
  private final long size;

  RaidImages(LogicalVolumeMapper mapper, Group group, String device, Segment segment) {
    this.mapper = mapper;
    this.volumes = group.metadata().logicalVolumes();
    this.device = device;
    this.segment = segment;
    this.size = segment.extentCount() * group.metadata().extentBytes();
  }

  /** An image that is in sync. */
  private record Image(Mapping mapping, long events) {}

  Mapping map() throws IOException {
    List<Mapping> all = mapper.areas(device, segment);
    List<Optional<RaidSuperblock>> superblocks = superblocks();
    Optional<RaidSuperblock> newest = newest(superblocks);
    List<Image> inSync = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Optional<RaidSuperblock> own = superblocks.get(i);
      if (isInSync(i, all.get(i), own, newest)) {
        inSync.add(new Image(all.get(i), own.map(RaidSuperblock::events).orElse(0L)));
      }
    }
    if (inSync.isEmpty()) {
      Mapping none = mapper.missing(device, size, "has no image that is in sync");
      return Mapping.of(none.source(), all);
    }
    inSync.sort(RaidImages::compare);
    List<Mapping> legs = new ArrayList<>();
    for (Image image : inSync) {
      legs.add(image.mapping());
    }
    Mapping mirrored = mapper.mirrored(device, legs, all);
    boolean needsRefresh = mirrored.needsRefresh() || legs.size() < all.size();
    return new Mapping(mirrored.source(), mirrored.isPartial(), mirrored.isOld(), needsRefresh);
  }

  /** Whole images before partial ones, then those that were written last. */
  private static int compare(Image a, Image b) {
    int partial = Boolean.compare(a.mapping().isPartial(), b.mapping().isPartial());
    return partial != 0 ? partial : Long.compareUnsigned(b.events(), a.events());
  }

  private boolean isInSync(
      int index, Mapping image, Optional<RaidSuperblock> own, Optional<RaidSuperblock> newest) {
    LogicalVolume volume = volumes.get(segment.areas().get(index).volume());
    boolean isFlagged = image.isOld() || (volume != null && volume.is("REBUILD"));
    boolean hasFailed = newest.isPresent() && newest.get().hasFailed(index);
    boolean isRecovering = own.isPresent() && own.get().isRecovering();
    return !isFlagged && !hasFailed && !isRecovering;
  }

  private List<Optional<RaidSuperblock>> superblocks() throws IOException {
    List<Optional<RaidSuperblock>> superblocks = new ArrayList<>();
    for (int i = 0; i < segment.areas().size(); i++) {
      superblocks.add(superblock(segment.metadataVolumes().get(i)));
    }
    return superblocks;
  }

  /** A superblock that cannot be read says nothing, as one that was never written. */
  private Optional<RaidSuperblock> superblock(String name) throws IOException {
    LogicalVolume metadata = volumes.get(name);
    if (metadata == null) {
      return Optional.empty();
    }
    try {
      return RaidSuperblock.read(mapper.map(metadata).source());
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      return Optional.empty();
    }
  }

  private static Optional<RaidSuperblock> newest(List<Optional<RaidSuperblock>> superblocks) {
    Optional<RaidSuperblock> newest = Optional.empty();
    for (Optional<RaidSuperblock> superblock : superblocks) {
      if (superblock.isPresent()
          && (newest.isEmpty()
              || Long.compareUnsigned(superblock.get().events(), newest.get().events()) > 0)) {
        newest = superblock;
      }
    }
    return newest;
  }
}
