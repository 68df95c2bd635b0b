package io.guestkit.ansible.facts;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Paths with folders among them, each of which stands for the images directly in it: the files that
 * are named as images are, so that notes, checksums and sockets beside them are no machines.
 *
 * @param paths the paths, those of a folder sorted
 * @param complaints a sentence for each folder without an image, or that is closed
 */
record ImageFolders(List<String> paths, List<String> complaints) {
  /** How disks are named, whether their format is read or becomes an error that names it. */
  private static final List<String> SUFFIXES =
      List.of(".qcow2", ".qcow", ".raw", ".img", ".vmdk", ".vdi", ".vhd", ".vhdx");

  static ImageFolders expand(List<String> given) {
    ImageFolders expanded = new ImageFolders(new ArrayList<>(), new ArrayList<>());
    for (String path : given) {
      if (isFolder(path)) {
        expanded.add(Path.of(path));
      } else {
        expanded.paths.add(path);
      }
    }
    return expanded;
  }

  private static boolean isFolder(String path) {
    try {
      return !path.isEmpty() && Files.isDirectory(Path.of(path));
    } catch (InvalidPathException e) {
      return false; // whoever reads it says what is wrong
    }
  }

  private void add(Path folder) {
    List<String> images = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.startsWith(".") && isImageName(name) && Files.isRegularFile(entry)) {
          images.add(entry.toString());
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      complaints.add(folder + ": cannot be listed: " + e.getMessage());
      return;
    }
    if (images.isEmpty()) {
      complaints.add(
          folder + ": no file in it is named as an image: " + String.join(", ", SUFFIXES));
    }
    Collections.sort(images);
    paths.addAll(images);
  }

  private static boolean isImageName(String name) {
    for (String suffix : SUFFIXES) {
      if (name.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }
}
