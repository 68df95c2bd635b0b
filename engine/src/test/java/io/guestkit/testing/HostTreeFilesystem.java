package io.guestkit.testing;

import io.guestkit.block.BlockSource;
import io.guestkit.block.MemorySource;
import io.guestkit.block.ReadSession;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of the host as a filesystem, for tests that compare with a tool run on that folder. */
public final class HostTreeFilesystem implements Filesystem {
  private final Path top;
  private final ReadSession session;
  private final List<Path> ids = new ArrayList<>();

  private HostTreeFilesystem(Path top, ReadSession session) {
    this.top = top;
    this.session = session;
  }

  /** Returns the tree below a folder. */
  public static HostTreeFilesystem of(Path folder) {
    return new HostTreeFilesystem(folder, Sources.session());
  }

  /** A file by its path on the host, links not followed. */
  private record HostEntry(Path path, Map<String, Object> attributes) implements FileEntry {

    static HostEntry of(Path path) throws IOException {
      return new HostEntry(path, Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS));
    }

    private long number(String name) {
      return attributes.get(name) instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public FileType type() {
      return FileType.ofMode((int) number("mode"));
    }

    @Override
    public long inode() {
      return number("ino");
    }

    @Override
    public int mode() {
      return (int) number("mode") & 07777;
    }

    @Override
    public long uid() {
      return number("uid");
    }

    @Override
    public long gid() {
      return number("gid");
    }

    @Override
    public long size() {
      return number("size");
    }

    @Override
    public long allocated() {
      return size();
    }

    @Override
    public long links() {
      return number("nlink");
    }

    @Override
    public long device() {
      return 0;
    }

    @Override
    public Instant modified() {
      return attributes.get("lastModifiedTime") instanceof FileTime time
          ? time.toInstant()
          : Instant.EPOCH;
    }

    @Override
    public @Nullable Instant accessed() {
      return null;
    }

    @Override
    public @Nullable Instant changed() {
      return null;
    }

    @Override
    public @Nullable Instant created() {
      return null;
    }
  }

  private static Path path(FileEntry entry) {
    return ((HostEntry) entry).path();
  }

  @Override
  public FilesystemInfo info(String device) throws IOException {
    return MemoryFilesystem.create(session).info(device);
  }

  @Override
  public List<Problem> problems(String device) {
    return List.of();
  }

  @Override
  public FileEntry root() throws IOException {
    return HostEntry.of(top);
  }

  @Override
  public List<DirectoryEntry> list(FileEntry directory) throws IOException {
    List<DirectoryEntry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(path(directory))) {
      for (Path file : files.toList()) {
        ids.add(file);
        FileType type = HostEntry.of(file).type();
        entries.add(new DirectoryEntry(file.getFileName().toString(), type, ids.size() - 1L));
      }
    }
    return entries;
  }

  @Override
  public Optional<FileEntry> find(FileEntry directory, String name) throws IOException {
    Path file = path(directory).resolve(name);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(HostEntry.of(file))
        : Optional.empty();
  }

  @Override
  public FileEntry entry(DirectoryEntry entry) throws IOException {
    return HostEntry.of(ids.get((int) entry.id()));
  }

  @Override
  public BlockSource content(FileEntry file) throws IOException {
    return new MemorySource(path(file).toString(), Files.readAllBytes(path(file)), session);
  }

  @Override
  public String target(FileEntry link) throws IOException {
    return Files.readSymbolicLink(path(link)).toString();
  }

  @Override
  public List<ExtendedAttribute> extendedAttributes(FileEntry entry) {
    return List.of();
  }
}
