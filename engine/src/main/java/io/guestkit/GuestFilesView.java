package io.guestkit;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.ImageException;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.guest.GuestFile;
import io.guestkit.guest.GuestRoot;
import io.guestkit.guest.walk.GuestWalk;
import io.guestkit.report.FileInfo;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystems;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files below a guest's root, and the disks that they are read from. */
record GuestFilesView(Closeable disks, GuestRoot root, Budget budget) implements GuestFiles {

  /**
   * Opens the files of a guest, or of one filesystem of it.
   *
   * @param filesystem device of the filesystem, or null for the guest as it mounts itself
   */
  static GuestFilesView open(
      Machine machine, @Nullable String filesystem, List<Path> allowedDirs, ReadSession session)
      throws ImageException {
    MachineDisks disks = MachineDisks.open(machine, allowedDirs, session);
    try {
      VolumeLayout layout = VolumeSystems.scan(disks.volumes());
      List<VolumeContent> contents = MachineDisks.contents(layout.volumes());
      session.budget().check(); // else what could not be read in time would be said to be missing
      GuestRoot root = FilesRoot.choose(contents, layout.problems(), filesystem);
      return new GuestFilesView(disks, root, session.budget());
    } catch (IOException e) {
      disks.close();
      throw MachineDisks.asImageException(e);
    }
  }

  @Override
  public FileInfo stat(String path) throws IOException {
    return FileInfos.of(path, existing(path, root.findNoFollow(path)));
  }

  @Override
  public List<FileInfo> list(String path) throws IOException {
    GuestFile directory = existing(path, root.find(path));
    if (directory.entry().type() != FileType.DIRECTORY) {
      throw new UnsupportedImageException(FileName.display(path) + ": not a directory");
    }
    String prefix = path.endsWith("/") ? path : path + "/";
    List<FileInfo> infos = new ArrayList<>();
    for (GuestFile file : root.list(directory)) {
      infos.add(
          FileInfos.of(prefix + file.path().substring(file.path().lastIndexOf('/') + 1), file));
    }
    return infos;
  }

  @Override
  public BlockSource content(String path) throws IOException {
    return follow(path).content();
  }

  @Override
  public FoundFile follow(String path) throws IOException {
    return found(path, existing(path, root.find(path)));
  }

  @Override
  public Optional<FoundFile> find(String path) throws IOException {
    Optional<GuestFile> file = root.find(path);
    return file.isEmpty() ? Optional.empty() : Optional.of(found(path, file.get()));
  }

  private static FoundFile found(String path, GuestFile file) throws IOException {
    return new FoundFile(file, FileInfos.of(path, file), 0);
  }

  @Override
  public FileWalk walk(String path, FileWalk.Scope scope) throws IOException {
    GuestFile start = existing(path, root.findNoFollow(path));
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return new FileWalk(new GuestWalk(root, start, path.substring(0, end), scope.scope(), budget));
  }

  private GuestFile existing(String path, Optional<GuestFile> found) throws MissingImageException {
    return found.orElseThrow(() ->
        new MissingImageException(
            "%s: no such file or directory in %s"
                .formatted(FileName.display(path), root.device())));
  }

  @Override
  public void close() throws IOException {
    disks.close();
  }
}
