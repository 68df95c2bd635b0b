package io.guestkit.filesystem;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.ext.ExtFormat;
import io.guestkit.filesystem.fat.FatFormat;
import io.guestkit.filesystem.signature.Signature;
import io.guestkit.filesystem.signature.Signatures;
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

  /**
   * Returns what a volume holds. What is known but cannot be read is named, and is a problem of the
   * answer; swap is known and no problem.
   *
   * @throws LimitExceededException if the budget ends
   */
  public static VolumeContent open(Volume volume) throws IOException {
    for (FilesystemFormat format : formats()) {
      try {
        if (format.matches(volume.source())) {
          return opened(volume, format.open(volume.source()));
        }
      } catch (ImageException e) {
        return unreadable(volume, e);
      }
    }
    try {
      return recognised(volume);
    } catch (ImageException e) {
      return unreadable(volume, e);
    }
  }

  private static VolumeContent opened(Volume volume, Filesystem filesystem) throws IOException {
    List<Problem> problems = new ArrayList<>(filesystem.problems(volume.device()));
    Optional<FilesystemInfo> info;
    try {
      info = Optional.of(filesystem.info(volume.device()));
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      problems.add(e.problem(volume.device(), null));
      info = named(volume);
    }
    return new VolumeContent(volume, Optional.of(filesystem), info, problems);
  }

  private static VolumeContent unreadable(Volume volume, ImageException e) throws IOException {
    if (e instanceof LimitExceededException) {
      throw e;
    }
    List<Problem> problems = List.of(e.problem(volume.device(), null));
    return new VolumeContent(volume, Optional.empty(), named(volume), problems);
  }

  /** Returns what the magic numbers say beside a problem that is kept already. */
  private static Optional<FilesystemInfo> named(Volume volume) throws IOException {
    try {
      return Signatures.find(volume.source()).map(signature -> signature.info(volume.device()));
    } catch (ImageException e) {
      return Optional.empty();
    }
  }

  private static VolumeContent recognised(Volume volume) throws IOException {
    Optional<Signature> found = Signatures.find(volume.source());
    List<Problem> problems =
        found
            .filter(signature -> !signature.isSwap())
            .map(signature ->
                new Problem(
                    "unsupported",
                    volume.device(),
                    null,
                    volume.device() + ": " + signature.description() + ", which is not read"))
            .map(List::of)
            .orElse(List.of());
    Optional<FilesystemInfo> info = found.map(signature -> signature.info(volume.device()));
    return new VolumeContent(volume, Optional.empty(), info, problems);
  }

  private static List<FilesystemFormat> formats() {
    List<FilesystemFormat> formats = new ArrayList<>(BUILT_IN);
    ServiceLoader.load(FilesystemFormat.class).forEach(formats::add);
    return formats;
  }
}
