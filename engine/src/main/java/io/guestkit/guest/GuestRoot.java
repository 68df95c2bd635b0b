package io.guestkit.guest;

import io.guestkit.block.BlockSource;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.report.Mountpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Filesystems mounted together at one root. Paths are absolute; every symbolic link is resolved
 * inside the guest.
 */
public final class GuestRoot {
  private final String device;
  private final Filesystem filesystem;

  private GuestRoot(String device, Filesystem filesystem) {
    this.device = device;
    this.filesystem = filesystem;
  }

  /** Returns one filesystem alone as a root. */
  public static GuestRoot of(String device, Filesystem filesystem) {
    return new GuestRoot(device, filesystem);
  }

  /** Returns the device of the root directory. */
  public String device() {
    return device;
  }

  /** Returns what is mounted where, sorted by path. */
  public List<Mountpoint> mountpoints() {
    return List.of(new Mountpoint(device, "/"));
  }

  /** Returns a path with every symbolic link followed, or empty where there is no such file. */
  public Optional<GuestFile> find(String path) throws IOException {
    return path.equals("/")
        ? Optional.of(new GuestFile("/", device, filesystem, filesystem.root()))
        : Optional.empty();
  }

  /** Returns a path with every symbolic link but a last one followed, or empty. */
  public Optional<GuestFile> findNoFollow(String path) throws IOException {
    return find(path);
  }

  /** Returns the entries of a directory, sorted by name, a mount covering what is below it. */
  public List<GuestFile> list(GuestFile directory) throws IOException {
    return List.of();
  }

  /** Returns the content of a regular file. */
  public BlockSource content(GuestFile file) throws IOException {
    return file.filesystem().content(file.entry());
  }
}
