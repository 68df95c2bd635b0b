package io.guestkit.filesystem;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One pass over the volumes of a machine; those of one filesystem are opened together. */
final class FilesystemScan {
  private final List<FilesystemFormat> formats;
  private final List<Volume> volumes;

  /** The device by which a filesystem is reached, of its other volumes. */
  private final IdentityHashMap<Volume, String> owners = new IdentityHashMap<>();

  FilesystemScan(List<FilesystemFormat> formats, List<Volume> volumes) {
    this.formats = formats;
    this.volumes = volumes;
  }

  void run(Consumer<VolumeContent> contents) throws IOException {
    for (int i = 0; i < volumes.size(); i++) {
      contents.accept(content(volumes.get(i), volumes.subList(i + 1, volumes.size())));
    }
  }

  private VolumeContent content(Volume volume, List<Volume> later) throws IOException {
    String owner = owners.get(volume);
    if (owner != null) {
      return Filesystems.member(volume, Optional.of(owner));
    }
    try {
      for (FilesystemFormat format : formats) {
        if (format.matches(volume.source())) {
          List<Volume> members = members(format, volume, later);
          return opened(format, members, others(format, members));
        }
      }
      return Filesystems.recognised(volume);
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      List<Problem> problems = List.of(e.problem(volume.device(), null));
      return new VolumeContent(
          volume, Optional.empty(), Filesystems.named(volume), Optional.empty(), problems);
    }
  }

  /** Returns the volume and those after it that hold the same filesystem. */
  private List<Volume> members(FilesystemFormat format, Volume volume, List<Volume> later)
      throws IOException {
    List<Volume> members = new ArrayList<>(List.of(volume));
    Optional<String> group = format.group(volume.source());
    if (group.isPresent()) {
      for (Volume other : later) {
        if (isOf(format, group, other)) {
          members.add(other);
          owners.put(other, volume.device());
        }
      }
    }
    return members;
  }

  /** Returns whether a volume is of a group; one that cannot be read says so at its own turn. */
  private static boolean isOf(FilesystemFormat format, Optional<String> group, Volume volume)
      throws IOException {
    try {
      return format.matches(volume.source()) && format.group(volume.source()).equals(group);
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      return false;
    }
  }

  /** Returns the other volumes of a format whose filesystems lie on several. */
  private List<BlockSource> others(FilesystemFormat format, List<Volume> members)
      throws IOException {
    List<BlockSource> others = new ArrayList<>();
    if (format.group(members.getFirst().source()).isPresent()) {
      for (Volume other : volumes) {
        if (!members.contains(other) && isOf(format, other)) {
          others.add(other.source());
        }
      }
    }
    return others;
  }

  private static boolean isOf(FilesystemFormat format, Volume volume) throws IOException {
    try {
      return format.matches(volume.source());
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      return false;
    }
  }

  private static VolumeContent opened(
      FilesystemFormat format, List<Volume> members, List<BlockSource> others) throws IOException {
    Volume first = members.getFirst();
    List<BlockSource> sources = new ArrayList<>();
    List<String> devices = new ArrayList<>();
    for (Volume member : members) {
      sources.add(member.source());
      devices.add(member.device());
    }
    Filesystem filesystem = format.open(sources, others);
    List<Problem> problems = new ArrayList<>(filesystem.problems(first.device()));
    Optional<FilesystemInfo> info;
    try {
      FilesystemInfo own = filesystem.info(first.device());
      info = Optional.of(devices.size() > 1 ? own.withDevices(devices) : own);
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      problems.add(e.problem(first.device(), null));
      info = Filesystems.named(first);
    }
    return new VolumeContent(first, Optional.of(filesystem), info, Optional.empty(), problems);
  }
}
