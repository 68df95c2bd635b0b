package io.guestkit;

import io.guestkit.block.ImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.block.UnreadableImageException;
import io.guestkit.filesystem.Filesystems;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.image.DiskImage;
import io.guestkit.image.ImageFormats;
import io.guestkit.image.ImageOptions;
import io.guestkit.report.DiskInfo;
import io.guestkit.volume.Volume;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The opened disks of one machine; closing it closes them all. */
record MachineDisks(List<DiskImage> images) implements Closeable {

  /** Opens the disks; the snapshot of the options is of the first one. */
  static MachineDisks open(Machine machine, List<Path> allowedDirs, ReadSession session)
      throws ImageException {
    MachineDisks disks = new MachineDisks(new ArrayList<>());
    try {
      for (Path path : machine.disks()) {
        String snapshot = disks.images.isEmpty() ? machine.snapshot() : null;
        disks.images.add(ImageFormats.open(path, new ImageOptions(allowedDirs, snapshot), session));
      }
      return disks;
    } catch (IOException e) {
      disks.close();
      throw asImageException(e);
    }
  }

  /** Returns the exception as one of ours: what is none comes from the host. */
  static ImageException asImageException(IOException e) {
    return e instanceof ImageException ours
        ? ours
        : new UnreadableImageException(String.valueOf(e.getMessage()), e);
  }

  /** Returns the disks as volumes, named in order. */
  List<Volume> volumes() throws IOException {
    List<Volume> volumes = new ArrayList<>();
    for (DiskImage image : images) {
      String device = device(volumes.size());
      volumes.add(new Volume(device, "disk", image.slice(device, 0, image.size()), null));
    }
    return volumes;
  }

  List<DiskInfo> infos() {
    List<DiskInfo> infos = new ArrayList<>();
    for (DiskImage image : images) {
      infos.add(new DiskInfo(device(infos.size()), image.info()));
    }
    return infos;
  }

  /** Returns what each volume holds. */
  static List<VolumeContent> contents(List<Volume> volumes) throws IOException {
    List<VolumeContent> contents = new ArrayList<>();
    Filesystems.open(volumes, contents::add);
    return contents;
  }

  private static String device(int index) {
    return "/dev/sd" + (char) ('a' + index);
  }

  @Override
  public void close() {
    for (DiskImage image : images) {
      try {
        image.close();
      } catch (IOException e) {
        // Nothing was written: a descriptor that does not close loses nothing.
      }
    }
  }
}
