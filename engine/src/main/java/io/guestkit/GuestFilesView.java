package io.guestkit;

import io.guestkit.block.BlockSource;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.guest.GuestRoot;
import io.guestkit.report.FileInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files below a guest's root, and the disks that they are read from. */
record GuestFilesView(MachineDisks disks, GuestRoot root) implements GuestFiles {

  @Override
  public FileInfo stat(String path) throws IOException {
    return info(path, existing(path, root.findNoFollow(path)));
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
      infos.add(info(prefix + file.path().substring(file.path().lastIndexOf('/') + 1), file));
    }
    return infos;
  }

  @Override
  public BlockSource content(String path) throws IOException {
    GuestFile file = existing(path, root.find(path));
    if (file.entry().type() != FileType.REGULAR) {
      throw new UnsupportedImageException(
          "%s: not a regular file but a %s"
              .formatted(FileName.display(path), file.entry().type().label()));
    }
    return root.content(file);
  }

  private GuestFile existing(String path, Optional<GuestFile> found) throws MissingImageException {
    return found.orElseThrow(() ->
        new MissingImageException(
            "%s: no such file or directory in %s"
                .formatted(FileName.display(path), root.device())));
  }

  private FileInfo info(String path, GuestFile file) throws IOException {
    FileEntry entry = file.entry();
    return new FileInfo(
        path,
        entry.type().label(),
        "%04o".formatted(entry.mode()),
        entry.uid(),
        entry.gid(),
        entry.size(),
        entry.allocated(),
        entry.links(),
        entry.inode(),
        file.device(),
        entry.modified(),
        entry.accessed(),
        entry.changed(),
        entry.created(),
        entry.type() == FileType.SYMLINK ? file.filesystem().target(entry) : null);
  }

  @Override
  public void close() {
    disks.close();
  }
}
