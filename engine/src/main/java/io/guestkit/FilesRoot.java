package io.guestkit;

import io.guestkit.block.ImageException;
import io.guestkit.block.MissingImageException;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.guest.GuestRoot;
import io.guestkit.guest.GuestRoots;
import io.guestkit.guest.SubvolumeDevice;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses the root whose files are shown. */
final class FilesRoot {
  private FilesRoot() {}

  /**
   * Returns the filesystem of a device. Where none is named, it is the guest; or the one filesystem
   * that there is, where no other was recognised that may be the guest's.
   *
   * @param problems what of the disks could not be read, which may be why there is none
   */
  static GuestRoot choose(
      List<VolumeContent> contents, List<Problem> problems, @Nullable String device)
      throws IOException {
    List<VolumeContent> readable =
        contents.stream().filter(content -> content.filesystem().isPresent()).toList();
    if (device != null) {
      for (VolumeContent content : readable) {
        String volume = content.volume().device();
        if (volume.equals(device) || hasMember(content, device)) {
          return alone(content);
        }
        Optional<String> subvolume = SubvolumeDevice.subvolume(device, volume);
        if (subvolume.isPresent()) {
          Filesystem filesystem = content.filesystem().orElseThrow();
          return GuestRoot.of(volume, filesystem, filesystem.subvolume(subvolume.get()));
        }
      }
      throw missing(device + ": no filesystem that is read", contents, problems);
    }
    List<GuestRoot> guests = GuestRoots.assemble(contents, new ArrayList<>());
    if (!guests.isEmpty()) {
      return guests.getFirst();
    }
    if (readable.size() == 1 && recognised(contents).size() == 1) {
      return alone(readable.getFirst());
    }
    throw missing(
        "no operating system that is read; name a filesystem (--filesystem)", contents, problems);
  }

  private static boolean hasMember(VolumeContent content, String device) {
    return content.info().isPresent() && content.info().get().devices().contains(device);
  }

  private static GuestRoot alone(VolumeContent content) throws IOException {
    return GuestRoot.of(content.volume().device(), content.filesystem().orElseThrow());
  }

  private static List<FilesystemInfo> recognised(List<VolumeContent> contents) {
    return contents.stream().map(VolumeContent::info).flatMap(Optional::stream).toList();
  }

  private static ImageException missing(
      String what, List<VolumeContent> contents, List<Problem> problems) {
    String found =
        recognised(contents).stream()
            .map(info -> info.device() + " " + info.type())
            .collect(Collectors.joining(", "));
    String why =
        Stream.concat(
                problems.stream(),
                contents.stream().flatMap(content -> content.problems().stream()))
            .findFirst()
            .map(problem -> "; not read: " + problem.message())
            .orElse("");
    return new MissingImageException(
        "%s (%s)%s".formatted(what, found.isEmpty() ? "none was found" : "found: " + found, why));
  }
}
