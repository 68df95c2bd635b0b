package io.guestkit.guest;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.report.CrypttabEntry;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Mountpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Filesystems mounted together at one root. Paths are absolute; every symbolic link is resolved
 * inside the guest, {@code ..} at the root stays there. A look-up that meets more links than Linux
 * follows, or a loop of them, finds nothing. Thread-safe.
 */
public final class GuestRoot {
  private final MountTable mounts;
  private final GuestLayout layout;

  GuestRoot(MountTable mounts, GuestLayout layout) {
    this.mounts = mounts;
    this.layout = layout;
  }

  /** Returns filesystems that are mounted, with nothing said of them. */
  static GuestRoot of(MountTable mounts) {
    return new GuestRoot(mounts, GuestLayout.EMPTY);
  }

  /** Returns one filesystem alone, as it is mounted by default. */
  public static GuestRoot of(String volume, Filesystem filesystem) throws IOException {
    return of(volume, filesystem, filesystem.root());
  }

  /** Returns a directory of one filesystem alone as a root. */
  public static GuestRoot of(String volume, Filesystem filesystem, FileEntry directory) {
    Mount root = new Mount("/", volume, filesystem, directory);
    return of(MountTable.of(root));
  }

  MountTable mounts() {
    return mounts;
  }

  /** Returns the device of the root directory. */
  public String device() {
    return mounts.root().device();
  }

  /** Returns what is mounted where, sorted by path. */
  public List<Mountpoint> mountpoints() {
    return mounts.mountpoints();
  }

  /**
   * Returns the lines of /etc/fstab in their order, with the devices that they were found to be.
   */
  public List<FstabEntry> fstab() {
    return layout.fstab();
  }

  /**
   * Returns the lines of /etc/crypttab in their order, with the devices that they were found to be.
   */
  public List<CrypttabEntry> crypttab() {
    return layout.crypttab();
  }

  /** Returns the directory of its filesystem that is the root, or empty where it is the top. */
  public Optional<String> rootPath() {
    return layout.rootPath();
  }

  /** Returns whether this is a medium that a system is started or installed from. */
  public boolean isMedium() {
    return layout.medium();
  }

  /**
   * Returns a path with every symbolic link followed, or empty where there is no such file.
   *
   * @throws io.guestkit.block.ImageException if a directory on the way cannot be read, or lies on a
   *     filesystem that is not there
   */
  public Optional<GuestFile> find(String path) throws IOException {
    return new PathWalk(mounts, PathWalk.LastLink.FOLLOW).run(path);
  }

  /**
   * Returns a path with every symbolic link but a last one followed, or empty.
   *
   * @throws io.guestkit.block.ImageException as {@link #find}
   */
  public Optional<GuestFile> findNoFollow(String path) throws IOException {
    return new PathWalk(mounts, PathWalk.LastLink.KEEP).run(path);
  }

  /** Returns the entries of a directory, sorted by name, a mount covering what is below it. */
  public List<GuestFile> list(GuestFile directory) throws IOException {
    SortedMap<String, GuestFile> below = mounts.below(directory);
    List<GuestFile> files = new ArrayList<>();
    for (DirectoryEntry entry : names(directory)) {
      GuestFile mounted = below.remove(entry.name());
      files.add(mounted == null ? file(directory, entry) : mounted);
    }
    if (!below.isEmpty()) {
      files.addAll(below.values());
      files.sort((a, b) -> a.path().compareTo(b.path()));
    }
    return files;
  }

  /**
   * Returns the names in a directory, sorted, without reading what they stand for. Names that only
   * mounts have are not among them.
   */
  public List<DirectoryEntry> names(GuestFile directory) throws IOException {
    List<DirectoryEntry> names = new ArrayList<>(directory.filesystem().list(directory.entry()));
    names.sort((a, b) -> a.name().compareTo(b.name()));
    return names;
  }

  /** Returns what a name of a directory stands for, mounts left aside. */
  public GuestFile file(GuestFile directory, DirectoryEntry entry) throws IOException {
    return MountTable.file(
        directory, MountTable.path(directory, entry.name()), directory.filesystem().entry(entry));
  }

  /** Returns what is mounted right below a directory, by the names that it covers. */
  public SortedMap<String, GuestFile> mountedIn(GuestFile directory) {
    return mounts.below(directory);
  }

  /**
   * Checks that a directory is the one that the guest sees.
   *
   * @throws io.guestkit.block.ImageException if a filesystem that is not there is mounted on it
   */
  public void checkThere(GuestFile directory) throws IOException {
    mounts.checkThere(directory.path());
  }

  /** Returns the content of a regular file. */
  public BlockSource content(GuestFile file) throws IOException {
    return file.filesystem().content(file.entry());
  }

  /**
   * Returns a regular file whole.
   *
   * @param limitBytes the size up to which such a file is read
   * @throws UnsupportedImageException if it is larger, or no regular file
   */
  public byte[] read(GuestFile file, int limitBytes) throws IOException {
    if (file.entry().type() != FileType.REGULAR) {
      throw new UnsupportedImageException(
          "%s: not a regular file but a %s"
              .formatted(FileName.display(file.path()), file.entry().type().label()));
    }
    BlockSource content = content(file);
    long size = content.size();
    if (size > limitBytes) {
      throw new UnsupportedImageException(
          "%s: %d bytes, more than the %d that such a file is read to"
              .formatted(FileName.display(file.path()), size, limitBytes));
    }
    Budget budget = content.session().budget();
    budget.reserve(size, FileName.display(file.path()));
    try {
      return content.readBytes(0, (int) size);
    } finally {
      budget.release(size);
    }
  }
}
