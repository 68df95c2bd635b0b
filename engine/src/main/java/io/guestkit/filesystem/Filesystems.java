package io.guestkit.filesystem;

import io.guestkit.block.ImageException;
import io.guestkit.filesystem.ext.ExtFormat;
import io.guestkit.filesystem.fat.FatFormat;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Opens the filesystems of every format, and names what else a volume holds. */
public final class Filesystems {
  private static final List<FilesystemFormat> BUILT_IN = List.of(new ExtFormat(), new FatFormat());

  private Filesystems() {}

  /** Returns what a volume holds. What cannot be read is a problem of the answer. */
  public static VolumeContent open(Volume volume) throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (FilesystemFormat format : formats()) {
      try {
        if (format.matches(volume.source())) {
          return opened(volume, format.open(volume.source()));
        }
      } catch (ImageException e) {
        problems.add(e.problem(volume.device(), null));
        break;
      }
    }
    return new VolumeContent(volume, Optional.empty(), Optional.empty(), problems);
  }

  private static VolumeContent opened(Volume volume, Filesystem filesystem) throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (String warning : filesystem.warnings()) {
      problems.add(new Problem("corrupt", volume.device(), null, warning));
    }
    FilesystemInfo info = filesystem.info(volume.device());
    return new VolumeContent(volume, Optional.of(filesystem), Optional.of(info), problems);
  }

  private static List<FilesystemFormat> formats() {
    List<FilesystemFormat> formats = new ArrayList<>(BUILT_IN);
    ServiceLoader.load(FilesystemFormat.class).forEach(formats::add);
    return formats;
  }
}
