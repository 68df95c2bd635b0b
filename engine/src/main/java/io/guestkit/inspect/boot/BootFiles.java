package io.guestkit.inspect.boot;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The files of a boot loader: bounded texts, and the paths that it writes as it sees them. */
public final class BootFiles {
  /** 1 MiB: a grub.cfg for a hundred kernels has 300 KiB. */
  private static final int MAX_TEXT_BYTES = 1 << 20;

  /** 512 files: configurations, and an entry for each kernel. */
  private static final int MAX_FILES = 512;

  private final FactFiles files;
  private int read;

  BootFiles(FactFiles files) {
    this.files = files;
  }

  /** Returns the guest's files. */
  public FactFiles files() {
    return files;
  }

  /** Returns whether there is such a file. */
  public boolean exists(String path) throws IOException {
    return files.exists(path);
  }

  /** Returns the names in a directory. */
  public List<DirectoryEntry> names(String path) throws IOException {
    return files.names(path);
  }

  /**
   * Returns a text.
   *
   * @throws ImageException if too many files were read
   */
  public Optional<String> text(String path) throws IOException {
    count();
    return files
        .bytes(path, MAX_TEXT_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private void count() throws UnsupportedImageException {
    read++;
    if (read > MAX_FILES) {
      throw new UnsupportedImageException(
          "more than %d files of a boot loader".formatted(MAX_FILES));
    }
  }

  /** What is told from a file without reading it whole. */
  @FunctionalInterface
  public interface Look<T> {
    /** Looks at it. */
    T look(BlockSource content) throws IOException;
  }

  /**
   * Returns what is told from a regular file without reading it whole.
   *
   * @throws ImageException if too many files were read
   */
  public <T> Optional<T> content(String path, Look<T> look) throws IOException {
    count();
    return files.attempt(
        path,
        () -> {
          Optional<GuestFile> file = files.guest().find(path);
          if (file.isEmpty() || file.get().entry().type() != FileType.REGULAR) {
            return Optional.empty();
          }
          files.evidence(file.get());
          return Optional.of(look.look(files.guest().content(file.get())));
        });
  }

  /**
   * Returns the guest's path of a file that a boot loader names: without the device before it, and
   * below /boot where that is a filesystem of its own.
   */
  public Optional<String> find(String written) throws IOException {
    String path = written;
    if (path.startsWith("(")) {
      path = path.substring(path.indexOf(')') + 1);
    }
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    for (String prefix : List.of("", "/boot", "/boot/efi", "/efi")) {
      if (files.exists(prefix + path)) {
        return Optional.of(prefix + path);
      }
    }
    return Optional.empty();
  }
}
