package io.guestkit.image;

import io.guestkit.block.FileSource;
import io.guestkit.block.ReadSession;
import io.guestkit.block.UnreadableImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.image.qcow2.Qcow2Format;
import io.guestkit.image.raw.RawFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Opens images of every format: the built-in ones, then those that plug in as a service, and raw
 * last, which takes whatever is no container known by its signature.
 */
public final class ImageFormats {
  private static final List<ImageFormat> BUILT_IN = List.of(new Qcow2Format());
  private static final ImageFormat RAW = new RawFormat();

  private ImageFormats() {}

  /** Looked for once, and only where no built-in format matches. */
  private static final class PluggedIn {
    static final List<ImageFormat> FORMATS = find();

    private static List<ImageFormat> find() {
      List<ImageFormat> found = new ArrayList<>();
      for (ImageFormat format :
          ServiceLoader.load(ImageFormat.class, ImageFormat.class.getClassLoader())) {
        found.add(format);
      }
      return List.copyOf(found);
    }
  }

  /**
   * Opens an image; the caller closes it.
   *
   * @throws io.guestkit.block.ImageException if it cannot be opened
   */
  public static DiskImage open(Path path, ImageOptions options, ReadSession session)
      throws IOException {
    FileSource file = FileSource.open(path, session);
    try {
      if (file.size() == 0) {
        throw new UnreadableImageException(path + ": empty file", null);
      }
      ImageLocation location = new ImageLocation(file, options.snapshot());
      References references = ConfinedReferences.of(path, options.allowedDirs(), session);
      return probe(file).open(location, references);
    } catch (IOException | RuntimeException e) {
      closeAfter(e, file);
      throw e;
    }
  }

  /** Opens a file that an image refers to; closes the file where that fails. */
  static DiskImage openReferenced(FileSource file, @Nullable String format, References references)
      throws IOException {
    try {
      ImageFormat chosen = format == null ? probe(file) : named(format, file);
      return chosen.open(new ImageLocation(file, null), references);
    } catch (IOException | RuntimeException e) {
      closeAfter(e, file);
      throw e;
    }
  }

  /** Closes what a failure leaves open. */
  static void closeAfter(Exception failure, Closeable open) {
    try {
      open.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static ImageFormat probe(FileSource file) throws IOException {
    for (ImageFormat format : BUILT_IN) {
      if (format.matches(file)) {
        return format;
      }
    }
    for (ImageFormat format : PluggedIn.FORMATS) {
      if (format.matches(file)) {
        return format;
      }
    }
    UnreadContainers.refuse(file);
    return RAW;
  }

  private static ImageFormat named(String name, FileSource file) throws IOException {
    if (name.equals(RAW.name())) {
      return RAW;
    }
    for (ImageFormat format : BUILT_IN) {
      if (format.name().equals(name)) {
        return format;
      }
    }
    for (ImageFormat format : PluggedIn.FORMATS) {
      if (format.name().equals(name)) {
        return format;
      }
    }
    throw new UnsupportedImageException(
        "%s: its format is said to be \"%s\", which is not read".formatted(file.name(), name));
  }
}
