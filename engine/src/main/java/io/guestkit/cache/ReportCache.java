package io.guestkit.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder of finished reports, one file each. Processes share it without a lock: a file comes
 * there whole, by a rename, and one that is damaged or in the way is as good as none. The folder
 * and its files are their owner's alone. Where the host lets nothing be written, nothing is kept;
 * no method fails for that. Thread-safe.
 */
public final class ReportCache {
  /** 256 MiB: reports of a thousand guests. */
  public static final long DEFAULT_CAPACITY_BYTES = 256L << 20;

  static final String SUFFIX = ".report";

  /** An hour: no report takes so long to write. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private static final String TEMPORARY = ".writing";
  private static final int OTHERS_MAY_WRITE = 022;

  /** Belongs to the user that this process runs as, proc(5). */
  private static final Path OWN_PROCESS = Path.of("/proc/self");

  private final Path folder;
  private final long capacityBytes;
  private final AtomicLong names = new AtomicLong();

  /** Bytes in the folder as far as this process knows; negative until it has looked. */
  private final AtomicLong usedBytes = new AtomicLong(-1);

  /** Makes a cache in a folder, which is made when the first report is kept. */
  public ReportCache(Path folder, long capacityBytes) {
    this.folder = folder.toAbsolutePath();
    this.capacityBytes = capacityBytes;
  }

  /**
   * Returns the cache in the usual folder, {@code guestkit/reports} in the user's folder of caches;
   * empty where there is none. Source: XDG Base Directory Specification.
   *
   * @param environment variables
   */
  public static Optional<ReportCache> usual(Map<String, String> environment) {
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    Path folder;
    if (caches.startsWith("/")) {
      folder = Path.of(caches);
    } else if (home.startsWith("/")) {
      folder = Path.of(home, ".cache");
    } else {
      return Optional.empty();
    }
    return Optional.of(new ReportCache(folder.resolve("guestkit/reports"), DEFAULT_CAPACITY_BYTES));
  }

  /**
   * Returns why reports are not kept in the folder and not taken from it, or empty: others may
   * write to it, and what they put there would be believed.
   */
  public Optional<String> refusal() {
    try {
      int mode = (Integer) Files.getAttribute(folder, "unix:mode");
      if ((mode & OTHERS_MAY_WRITE) != 0) {
        return Optional.of(folder + ": others may write to this folder; chmod 700 it");
      }
      Object owner = Files.getAttribute(folder, "unix:uid");
      if (!owner.equals(Files.getAttribute(OWN_PROCESS, "unix:uid"))) {
        return Optional.of(folder + ": the folder of another user; choose one of your own");
      }
    } catch (IOException e) {
      // Not there yet.
    }
    return Optional.empty();
  }

  /** Returns the report that answers a key, if its image still is what it was. */
  public Optional<Kept> find(ReportKey key) {
    if (refusal().isPresent()) {
      return Optional.empty();
    }
    Path file = folder.resolve(key.fileName());
    try {
      Optional<Entry> entry = Entry.read(file);
      if (entry.isEmpty()
          || !entry.get().key().isSame(key)
          || !entry.get().kept().fingerprint().holds()) {
        return Optional.empty();
      }
      used(file);
      return Optional.of(entry.get().kept());
    } catch (IOException e) {
      return Optional.empty(); // not there, or not for us
    }
  }

  /** The times of files tell what was used last. */
  private static void used(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // A folder that cannot be written to still answers.
    }
  }

  /** Keeps a report. */
  public void keep(ReportKey key, Kept kept) {
    if (!key.canBeWritten() || refusal().isPresent()) {
      return;
    }
    try {
      byte[] bytes = new Entry(key, kept).encode();
      if (bytes.length > Math.min(Entry.MAX_BYTES, capacityBytes)) {
        return;
      }
      makeFolder();
      write(bytes, folder.resolve(key.fileName()));
      makeRoom(bytes.length);
    } catch (IOException e) {
      // No room, or no permission: what is not kept is read again.
    }
  }

  private void makeFolder() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    var ownersAlone = PosixFilePermissions.fromString("rwx------");
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(ownersAlone));
    } catch (FileAlreadyExistsException e) {
      // Another process has made it meanwhile.
    }
  }

  private void write(byte[] bytes, Path file) throws IOException {
    String unique = ProcessHandle.current().pid() + "-" + names.incrementAndGet();
    Path temporary = folder.resolve(file.getFileName() + "-" + unique + TEMPORARY);
    var ownersAlone = PosixFilePermissions.fromString("rw-------");
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              Set.of(
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING),
              PosixFilePermissions.asFileAttribute(ownersAlone))) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** Drops what was not used for longest where there is too much; a tenth is left free then. */
  private void makeRoom(long added) throws IOException {
    long used = usedBytes.get();
    if (used >= 0 && usedBytes.addAndGet(added) <= capacityBytes) {
      return;
    }
    List<StoredFile> files = files();
    long sum = size(files);
    if (sum > capacityBytes) {
      files.sort((a, b) -> a.used().compareTo(b.used()));
      for (StoredFile file : files) {
        if (sum <= capacityBytes - capacityBytes / 10) {
          break;
        }
        if (Files.deleteIfExists(file.path())) {
          sum -= file.size();
        }
      }
    }
    usedBytes.set(sum);
  }

  /** Returns the reports' files; what a process that was killed left behind is deleted. */
  private List<StoredFile> files() throws IOException {
    List<StoredFile> files = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path path : names) {
        String name = path.getFileName().toString();
        if (name.endsWith(SUFFIX) || name.endsWith(TEMPORARY)) {
          add(path, files);
        }
      }
    } catch (NoSuchFileException e) {
      return files;
    }
    return files;
  }

  private static void add(Path path, List<StoredFile> files) throws IOException {
    try {
      FileTime used = Files.getLastModifiedTime(path);
      if (path.toString().endsWith(SUFFIX)) {
        files.add(new StoredFile(path, Files.size(path), used));
      } else if (used.toInstant().isBefore(Instant.now().minus(ABANDONED))) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      // Another process has dropped it meanwhile.
    }
  }

  /**
   * A file of the folder.
   *
   * @param path where it is
   * @param size in bytes
   * @param used when it was last
   */
  private record StoredFile(Path path, long size, FileTime used) {}

  /**
   * Returns what the reports take.
   *
   * @throws IOException if the folder cannot be read
   */
  public Usage usage() throws IOException {
    List<StoredFile> files = files();
    return new Usage(folder.toString(), files.size(), size(files), capacityBytes);
  }

  private static long size(List<StoredFile> files) {
    long sum = 0;
    for (StoredFile file : files) {
      sum += file.size();
    }
    return sum;
  }

  /**
   * Returns what is kept, the last used first.
   *
   * @throws IOException if the folder cannot be read
   */
  public List<KeptReport> list() throws IOException {
    List<StoredFile> files = files();
    files.sort((a, b) -> b.used().compareTo(a.used()));
    List<KeptReport> reports = new ArrayList<>();
    for (StoredFile file : files) {
      try {
        Optional<Entry> entry = Entry.read(file.path());
        reports.add(KeptReport.of(file.path(), file.size(), file.used().toInstant(), entry));
      } catch (NoSuchFileException e) {
        // Another process has dropped it meanwhile.
      }
    }
    return reports;
  }

  /**
   * Drops every report, and returns how many there were.
   *
   * @throws IOException if one cannot be deleted
   */
  public int clear() throws IOException {
    int count = 0;
    for (StoredFile file : files()) {
      count += Files.deleteIfExists(file.path()) ? 1 : 0;
    }
    usedBytes.set(-1);
    return count;
  }
}
