package io.guestkit.filesystem;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.btrfs.BtrfsFormat;
import io.guestkit.filesystem.ext.ExtFormat;
import io.guestkit.filesystem.fat.FatFormat;
import io.guestkit.filesystem.signature.Signature;
import io.guestkit.filesystem.signature.Signatures;
import io.guestkit.filesystem.xfs.XfsFormat;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Opens the filesystems of every format, and names what else a volume holds. */
public final class Filesystems {
  private static final List<FilesystemFormat> BUILT_IN =
      List.of(new ExtFormat(), new XfsFormat(), new BtrfsFormat(), new FatFormat());

  private Filesystems() {}

  /**
   * Hands over what each volume holds, in their order. What is known but cannot be read is named,
   * and is a problem of the answer; swap is known and no problem. Of a filesystem that spans
   * volumes the first one has it, and the others name that one.
   *
   * @throws LimitExceededException if the budget ends
   */
  public static void open(List<Volume> volumes, Consumer<VolumeContent> contents)
      throws IOException {
    new FilesystemScan(formats(), volumes).run(contents);
  }

  /**
   * Returns a volume that is a part of something else, with what the magic numbers say of it.
   *
   * @param owner the device by which its filesystem is reached, empty where it holds none
   */
  public static VolumeContent member(Volume volume, Optional<String> owner) throws IOException {
    Optional<FilesystemInfo> info = Optional.empty();
    List<Problem> problems = List.of();
    try {
      info = Signatures.find(volume.source()).map(found -> found.info(volume.device()));
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      problems = List.of(e.problem(volume.device(), null));
    }
    return new VolumeContent(volume, Optional.empty(), info, owner, problems);
  }

  /**
   * Returns what the magic numbers say, where that the volume cannot be read is a problem already.
   */
  static Optional<FilesystemInfo> named(Volume volume) throws IOException {
    try {
      return Signatures.find(volume.source()).map(signature -> signature.info(volume.device()));
    } catch (ImageException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns what is recognised of a volume, with a problem where it is something that is not read.
   */
  static VolumeContent recognised(Volume volume) throws IOException {
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
    return new VolumeContent(volume, Optional.empty(), info, Optional.empty(), problems);
  }

  private static List<FilesystemFormat> formats() {
    List<FilesystemFormat> formats = new ArrayList<>(BUILT_IN);
    ServiceLoader.load(FilesystemFormat.class).forEach(formats::add);
    return formats;
  }
}
