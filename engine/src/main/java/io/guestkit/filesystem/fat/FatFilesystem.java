package io.guestkit.filesystem.fat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.MemorySource;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The files of one FAT volume. */
final class FatFilesystem implements Filesystem {
  /** 2 MiB: 65536 entries are the specification's bound, Linux adds no more. */
  private static final long MAX_DIRECTORY = 65536L * FatDirent.LENGTH;

  private final BlockSource volume;
  private final FatBootSector boot;
  private final FatTable table;

  /**
   * Which entry leads to a directory, by its first cluster: entries that lead back up are found so.
   * Grows with the directories that were looked up, which are counted by the budget.
   */
  private final Map<Long, Long> directories = new ConcurrentHashMap<>();

  FatFilesystem(BlockSource volume, FatBootSector boot) {
    this.volume = volume;
    this.boot = boot;
    this.table = new FatTable(volume, boot);
  }

  @Override
  public FilesystemInfo info(String device) throws IOException {
    long clusterSize = boot.clusterSize();
    long free = table.countFree();
    long serial = boot.serial();
    return new FilesystemInfo(
        device,
        "vfat",
        boot.type().name(),
        "filesystem",
        new FatLabel(volume, boot, table).find().orElse(null),
        serial == 0 ? null : "%04X-%04X".formatted(serial >> 16, serial & 0xffff),
        clusterSize,
        boot.clusters() * clusterSize,
        (boot.clusters() - free) * clusterSize,
        free * clusterSize,
        0L,
        null,
        null,
        !boot.dirty() && table.clean(),
        null,
        null,
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public List<Problem> problems(String device) {
    return List.of();
  }

  @Override
  public FileEntry root() throws IOException {
    FatEntry root =
        boot.type() == FatType.FAT32
            ? FatEntry.root(boot.rootCluster(), rootSize(), boot.clusterSize())
            : FatEntry.root(0, (long) boot.rootEntries() * FatDirent.LENGTH, boot.clusterSize());
    return root.withLinks(countLinks(root) + 2);
  }

  private long rootSize() throws IOException {
    if (!table.holds(boot.rootCluster())) {
      throw new CorruptImageException(
          "FAT boot sector of " + volume.name(), 0x2c, "root cluster " + boot.rootCluster());
    }
    return directorySize(boot.rootCluster(), "root directory");
  }

  private long directorySize(long first, String name) throws IOException {
    ClusterChain chain = new ClusterChain(table, (int) first, name);
    long most = Math.max(1, MAX_DIRECTORY / boot.clusterSize());
    long count = 1;
    while (chain.at(count) != FatTable.END) {
      count++;
      if (count > most) {
        throw table.corrupt((int) first, name + " has more than 65536 entries");
      }
    }
    return count * boot.clusterSize();
  }

  private long countLinks(FatEntry directory) throws IOException {
    FatDirectory entries = read(directory);
    entries.all();
    return entries.subdirectories();
  }

  private FatDirectory read(FatEntry directory) throws IOException {
    return new FatDirectory(new SlotCursor(volume, boot, table, directory), volume);
  }

  @Override
  public List<DirectoryEntry> list(FileEntry directory) throws IOException {
    List<FatDirectory.Named> named = read(directory(directory)).all();
    volume.session().budget().countEntries(named.size());
    List<DirectoryEntry> entries = new ArrayList<>(named.size());
    for (FatDirectory.Named entry : named) {
      FileType type = entry.isDirectory() ? FileType.DIRECTORY : FileType.REGULAR;
      entries.add(new DirectoryEntry(entry.name(), type, entry.offset() / FatDirent.LENGTH));
    }
    return entries;
  }

  @Override
  public Optional<FileEntry> find(FileEntry directory, String name) throws IOException {
    String wanted = FatName.folded(name);
    FatDirectory entries = read(directory(directory));
    Optional<FatDirectory.Named> folded = Optional.empty();
    for (var next = entries.next(); next.isPresent(); next = entries.next()) {
      FatDirectory.Named entry = next.get();
      if (entry.name().equals(name)) {
        return Optional.of(entryAt(entry.offset()));
      }
      if (folded.isEmpty()
          && (FatName.folded(entry.name()).equals(wanted)
              || FatName.folded(entry.shortName()).equals(wanted))) {
        folded = next;
      }
    }
    return folded.isEmpty() ? Optional.empty() : Optional.of(entryAt(folded.get().offset()));
  }

  @Override
  public FileEntry entry(DirectoryEntry entry) throws IOException {
    return entry.id() == FatEntry.ROOT_INODE ? root() : entryAt(entry.id() * FatDirent.LENGTH);
  }

  private FileEntry entryAt(long offset) throws IOException {
    FatDirent dirent = FatDirent.read(volume, offset, boot.type());
    if (!dirent.isDirectory()) {
      return FatEntry.file(dirent, boot.clusterSize());
    }
    long first = dirent.cluster();
    if (!table.holds(first) || first == boot.rootCluster()) {
      throw corrupt(offset + FatDirent.CLUSTER_AT, "directory at cluster " + first);
    }
    FatEntry directory =
        FatEntry.directory(
            dirent, directorySize(first, "directory at " + offset), boot.clusterSize());
    long links = countLinks(directory);
    if (links < 2) {
      throw corrupt(offset + FatDirent.CLUSTER_AT, "directory without . and ..");
    }
    Long before = directories.putIfAbsent(first, offset);
    if (before == null) {
      volume.session().budget().countEntries(1);
    } else if (before != offset) {
      throw corrupt(
          offset + FatDirent.CLUSTER_AT,
          "directory at cluster %d, which belongs to the entry at %d".formatted(first, before));
    }
    return directory.withLinks(links);
  }

  private CorruptImageException corrupt(long offset, String what) {
    return new CorruptImageException("FAT directory entry of " + volume.name(), offset, what);
  }

  @Override
  public BlockSource content(FileEntry file) throws IOException {
    FatEntry entry = own(file);
    if (entry.type() != FileType.REGULAR) {
      throw new UnsupportedImageException("not a regular file but a " + entry.type().label());
    }
    String name = "file " + entry.inode() + " of " + volume.name();
    if (entry.size() == 0) {
      return new MemorySource(name, new byte[0], volume.session());
    }
    if (!table.holds(entry.cluster())) {
      throw corrupt(
          entry.inode() * FatDirent.LENGTH + FatDirent.CLUSTER_AT,
          "%d bytes at cluster %d".formatted(entry.size(), entry.cluster()));
    }
    ClusterChain chain = new ClusterChain(table, (int) entry.cluster(), name);
    return new FatContent(name, entry.size(), volume, boot, chain);
  }

  private static FatEntry own(FileEntry entry) {
    if (entry instanceof FatEntry own) {
      return own;
    }
    throw new IllegalArgumentException("an entry of another filesystem");
  }

  private static FatEntry directory(FileEntry entry) throws UnsupportedImageException {
    FatEntry own = own(entry);
    if (own.type() != FileType.DIRECTORY) {
      throw new UnsupportedImageException("not a directory but a " + own.type().label());
    }
    return own;
  }

  @Override
  public String target(FileEntry link) throws IOException {
    throw new UnsupportedImageException("FAT has no symbolic links");
  }

  @Override
  public List<ExtendedAttribute> extendedAttributes(FileEntry entry) {
    return List.of();
  }
}
