package io.guestkit.exporter.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file: whoever reads it finds it whole, or as it was. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes what a file will hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes it. */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes a file beside it, which then takes its place.
   *
   * @throws IOException with one sentence if it cannot be written
   */
  public static void replace(Path named, Content content) throws IOException {
    Path file = named.toAbsolutePath();
    String name = file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
    Path temporary = file.resolveSibling(name);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
        content.write(out);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": its folder is not there", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": no permission to write there", e);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
