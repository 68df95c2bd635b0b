package io.guestkit.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folders that references may lead to: each as the caller named it, and where it really is. */
final class Confinement {

  /**
   * A folder.
   *
   * @param named absolute, as the caller named it
   * @param real without symbolic links
   */
  private record Folder(Path named, Path real) {}

  /**
   * A path inside one of the folders.
   *
   * @param folder the folder, without symbolic links
   * @param below the path from there, without {@code ..}; empty for the folder itself
   */
  record Place(Path folder, Path below) {}

  private final Path image;
  private final Path realImage;
  private final List<Path> allowedDirs;
  private @Nullable List<Folder> folders;

  /**
   * Makes the confinement of one image.
   *
   * @param image the image as the caller named it
   * @param realImage the same without symbolic links
   */
  Confinement(Path image, Path realImage, List<Path> allowedDirs) {
    this.image = image;
    this.realImage = realImage;
    this.allowedDirs = List.copyOf(allowedDirs);
  }

  /**
   * Returns where a path lies, or null where it lies outside. Decided by its text alone: a path
   * outside is never looked at.
   *
   * @param path absolute and normalized
   */
  @Nullable Place place(Path path) {
    for (Folder folder : folders()) {
      if (path.startsWith(folder.named)) {
        return new Place(folder.real, folder.named.relativize(path));
      }
    }
    return null;
  }

  private synchronized List<Folder> folders() {
    if (folders == null) {
      folders = List.copyOf(findFolders());
    }
    return folders;
  }

  private List<Folder> findFolders() {
    List<Folder> all = new ArrayList<>();
    Path own = folderOf(realImage);
    all.add(new Folder(own, own));
    Path named = folderOf(image.toAbsolutePath());
    if (realPath(named).equals(own)) { // else the image is a link, and that folder is not its own
      all.add(new Folder(named, own));
    }
    for (Path dir : allowedDirs) {
      Path allowed = dir.toAbsolutePath().normalize();
      Path real = realPath(allowed);
      all.add(new Folder(real, real));
      all.add(new Folder(allowed, real));
    }
    return all;
  }

  /** Returns the folder of a file by its absolute path. */
  static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  /** A folder that is not there leads nowhere: what is below it is missing. */
  private static Path realPath(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }
}
