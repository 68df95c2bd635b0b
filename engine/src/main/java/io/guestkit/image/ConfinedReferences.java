package io.guestkit.image;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.FileSource;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.block.RefusedReferenceException;
import io.guestkit.block.UnreadableImageException;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The references of one image. A name is relative to the folder that the image really lies in; it
 * leads into the folder of the image that the caller named, into the folders that the caller
 * allowed, or nowhere. {@code ..} after a folder's name takes that name away, also where the folder
 * is a symbolic link.
 */
final class ConfinedReferences implements References {
  /**
   * 64: chains in use are a few images long, hypervisors stop at about 30; each image holds a
   * descriptor, and frames of the stack while it is read.
   */
  static final int MAX_CHAIN = 64;

  /**
   * A file of the chain.
   *
   * @param name as it was opened, for messages
   * @param folder the folder it lies in, without symbolic links
   * @param key what the host knows it by
   */
  private record Link(String name, Path folder, @Nullable Object key) {}

  private final Confinement confinement;
  private final ReadSession session;
  private final List<Link> chain;

  /** Makes the references of the last image of a chain that begins with the caller's. */
  private ConfinedReferences(Confinement confinement, ReadSession session, List<Link> chain) {
    this.confinement = confinement;
    this.session = session;
    this.chain = List.copyOf(chain);
  }

  /**
   * Returns the references of the image that the caller named.
   *
   * @throws ImageException if it is no longer there
   */
  static ConfinedReferences of(Path image, List<Path> allowedDirs, ReadSession session)
      throws ImageException {
    try {
      Path real = image.toRealPath();
      Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
      Link link = new Link(image.toString(), Confinement.folderOf(real), key);
      Confinement confinement = new Confinement(image, real, allowedDirs);
      return new ConfinedReferences(confinement, session, List.of(link));
    } catch (IOException e) {
      throw FileSource.translate(image, e);
    }
  }

  @Override
  public DiskImage open(Reference reference) throws IOException {
    session.budget().countEntries(1);
    @Nullable String protocol = protocol(reference.name());
    if (protocol != null && !protocol.equals("file")) {
      // Without what follows: addresses hold passwords.
      throw new UnsupportedImageException(
          "%s: its %s is reached by \"%s:\"; only plain files are read"
              .formatted(chain.getLast().name, reference.role(), protocol));
    }
    String what =
        "%s: its %s \"%s\"".formatted(chain.getLast().name, reference.role(), reference.name());
    if (chain.size() >= MAX_CHAIN) {
      throw new LimitExceededException(
          "%s would be the %dth image of the chain".formatted(what, MAX_CHAIN + 1));
    }
    Path path =
        path(
            protocol == null ? reference.name() : reference.name().substring(protocol.length() + 1),
            what);
    ConfinedFile found = find(path, what);
    FileSource file;
    ConfinedReferences next;
    try {
      next = next(found, what);
      file = FileSource.shared(found.path(), found.channel(), session, found.key());
    } catch (ImageException e) {
      ImageFormats.closeAfter(e, found.channel());
      throw e;
    }
    return ImageFormats.openReferenced(file, reference.format(), next);
  }

  /** Returns the protocol of a reference by qemu's rule, or null where it is a path. */
  private static @Nullable String protocol(String name) {
    int colon = name.indexOf(':');
    int slash = name.indexOf('/');
    return colon >= 0 && (slash < 0 || colon < slash) ? name.substring(0, colon) : null;
  }

  /** Returns the path that a name means, absolute and normalized. */
  private Path path(String local, String what) throws ImageException {
    try {
      return chain.getLast().folder.resolve(local).normalize();
    } catch (InvalidPathException e) {
      throw new MissingImageException(what + " is no path on this host");
    }
  }

  private ConfinedFile find(Path path, String what) throws ImageException {
    try {
      return ConfinedFile.open(path, confinement);
    } catch (ConfinedFile.OutsideException e) {
      Path outside = Path.of(String.valueOf(e.getMessage()));
      throw new RefusedReferenceException(
          "%s leads to %s, which is outside of the image's folder; allow the folder %s to follow it"
              .formatted(what, outside, Confinement.folderOf(outside)));
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new MissingImageException("%s is missing: %s: no such file".formatted(what, path));
    } catch (AccessDeniedException e) {
      throw new UnreadableImageException(
          "%s: %s: permission denied".formatted(what, e.getFile()), e);
    } catch (FileSystemException e) {
      throw new UnreadableImageException("%s: %s: %s".formatted(what, path, e.getReason()), e);
    } catch (IOException e) {
      throw new UnreadableImageException("%s: %s".formatted(what, e.getMessage()), e);
    }
  }

  private ConfinedReferences next(ConfinedFile found, String what) throws CorruptImageException {
    for (Link link : chain) {
      if (found.key() != null && found.key().equals(link.key)) {
        throw new CorruptImageException(
            what, 0, "leads back to %s, in a loop".formatted(found.path()));
      }
    }
    List<Link> longer = new ArrayList<>(chain);
    longer.add(new Link(found.path().toString(), Confinement.folderOf(found.path()), found.key()));
    return new ConfinedReferences(confinement, session, longer);
  }
}
