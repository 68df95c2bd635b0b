package io.guestkit.testing;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.MemorySource;
import io.guestkit.block.ReadSession;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.SubvolumeInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A filesystem whose tree a test builds in code. */
public final class MemoryFilesystem implements Filesystem {
  private final ReadSession session;
  private final Map<Long, Node> nodes = new HashMap<>();
  private final Node root;
  private final List<SubvolumeInfo> subvolumes = new ArrayList<>();

  private MemoryFilesystem(ReadSession session) {
    this.session = session;
    this.root = node("", FileType.DIRECTORY, new byte[0]);
  }

  /** Returns an empty tree. */
  public static MemoryFilesystem create() {
    return create(Sources.session());
  }

  /** Returns an empty tree that is read with a session. */
  public static MemoryFilesystem create(ReadSession session) {
    return new MemoryFilesystem(session);
  }

  /** An inode. */
  private static final class Node implements FileEntry {
    private final String subvolume;
    private final long inode;
    private final FileType type;
    private final byte[] content;
    private final Map<String, Node> children = new LinkedHashMap<>();
    private final List<DirectoryEntry> further = new ArrayList<>();
    private boolean broken;
    private boolean lost;
    private long links = 1;
    private Instant modified = Instant.EPOCH;
    private @Nullable Instant created;

    Node(String subvolume, long inode, FileType type, byte[] content) {
      this.subvolume = subvolume;
      this.inode = inode;
      this.type = type;
      this.content = content;
    }

    @Override
    public FileType type() {
      return type;
    }

    @Override
    public long inode() {
      return inode;
    }

    @Override
    public String subvolume() {
      return subvolume;
    }

    @Override
    public int mode() {
      return type == FileType.DIRECTORY ? 0755 : 0644;
    }

    @Override
    public long uid() {
      return 0;
    }

    @Override
    public long gid() {
      return 0;
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public long allocated() {
      return content.length;
    }

    @Override
    public long links() {
      return links;
    }

    @Override
    public long device() {
      return 0;
    }

    @Override
    public Instant modified() {
      return modified;
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
      return created;
    }
  }

  /** Adds a file and the directories above it. */
  public MemoryFilesystem file(String path, String content) {
    return file(path, FileName.encode(content));
  }

  /** Adds a file and the directories above it. */
  public MemoryFilesystem file(String path, byte[] content) {
    add(path, FileType.REGULAR, content.clone());
    return this;
  }

  /** Adds a symbolic link and the directories above it. */
  public MemoryFilesystem link(String path, String target) {
    add(path, FileType.SYMLINK, FileName.encode(target));
    return this;
  }

  /** Adds a directory and those above it. */
  public MemoryFilesystem directory(String path) {
    directoryNode(path);
    return this;
  }

  /** Sets when the content of what is at a path changed; by default that is 1970. */
  public MemoryFilesystem modified(String path, Instant at) {
    existing(path).modified = at;
    return this;
  }

  /** Sets when what is at a path was made; by default that is not known. */
  public MemoryFilesystem created(String path, Instant at) {
    existing(path).created = at;
    return this;
  }

  /** Adds a file of a type that holds nothing. */
  public MemoryFilesystem special(String path, FileType type) {
    add(path, type, new byte[0]);
    return this;
  }

  /**
   * Adds a subvolume, its number counted from 256.
   *
   * @param path without a slash before it
   * @param parentUuid of the one that it is a snapshot of, or null
   */
  public MemoryFilesystem subvolume(String path, String uuid, @Nullable String parentUuid) {
    int slash = path.lastIndexOf('/');
    Node parent = directoryNode(path.substring(0, Math.max(slash, 0)));
    parent.children.put(path.substring(slash + 1), node(path, FileType.DIRECTORY, new byte[0]));
    long id = 256L + subvolumes.size();
    subvolumes.add(new SubvolumeInfo(id, path, 5, uuid, parentUuid, false, false, null));
    return this;
  }

  /** Makes whatever reads the content, the target or the names of a path fail as corrupt. */
  public MemoryFilesystem broken(String path) {
    existing(path).broken = true;
    return this;
  }

  /** Makes the entry of a path fail as corrupt; its name stays in its directory. */
  public MemoryFilesystem lost(String path) {
    existing(path).lost = true;
    return this;
  }

  /**
   * Gives what is at a path a further name, whatever that is: one that is there, one that no file
   * can have, one that makes a directory contain itself.
   */
  public MemoryFilesystem name(String directory, String name, String of) {
    Node node = existing(of);
    node.links++;
    existing(directory).further.add(new DirectoryEntry(name, node.type, node.inode));
    return this;
  }

  private Node existing(String path) {
    Node node = root;
    for (String name : path.substring(1).split("/", -1)) {
      node = name.isEmpty() ? node : child(node, name);
    }
    return node;
  }

  private static Node child(Node parent, String name) {
    Node child = parent.children.get(name);
    if (child == null) {
      throw new IllegalArgumentException(name);
    }
    return child;
  }

  private Node node(String subvolume, FileType type, byte[] content) {
    Node node = new Node(subvolume, nodes.size() + 2L, type, content);
    nodes.put(node.inode, node);
    return node;
  }

  private void add(String path, FileType type, byte[] content) {
    int slash = path.lastIndexOf('/');
    Node parent = directoryNode(path.substring(0, slash));
    parent.children.put(path.substring(slash + 1), node(parent.subvolume, type, content));
  }

  private Node directoryNode(String path) {
    Node node = root;
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty()) {
        String subvolume = node.subvolume;
        node =
            node.children.computeIfAbsent(
                name, n -> node(subvolume, FileType.DIRECTORY, new byte[0]));
      }
    }
    return node;
  }

  @Override
  public FilesystemInfo info(String device) {
    return FilesystemInfo.recognised(device, "ext4", null, "filesystem", null, null, null);
  }

  @Override
  public List<Problem> problems(String device) {
    return List.of();
  }

  @Override
  public FileEntry root() {
    return root;
  }

  @Override
  public boolean hasSubvolumes() {
    return !subvolumes.isEmpty();
  }

  @Override
  public List<SubvolumeInfo> subvolumes() {
    return List.copyOf(subvolumes);
  }

  @Override
  public FileEntry subvolume(String path) throws IOException {
    if (path.isEmpty()) {
      return root;
    }
    for (SubvolumeInfo subvolume : subvolumes) {
      if (subvolume.path().equals(path)) {
        return directoryNode(path);
      }
    }
    return Filesystem.super.subvolume(path);
  }

  @Override
  public List<DirectoryEntry> list(FileEntry directory) throws IOException {
    Node node = readable(directory);
    List<DirectoryEntry> entries = new ArrayList<>();
    node.children.forEach(
        (name, child) -> entries.add(new DirectoryEntry(name, child.type, child.inode)));
    entries.addAll(node.further);
    return entries;
  }

  @Override
  public Optional<FileEntry> find(FileEntry directory, String name) throws IOException {
    return Optional.ofNullable(readable(directory).children.get(name));
  }

  @Override
  public FileEntry entry(DirectoryEntry entry) throws IOException {
    Node node = nodes.get(entry.id());
    if (node == null) {
      throw new IllegalArgumentException(entry.name());
    }
    if (node.lost) {
      throw new CorruptImageException("inode " + node.inode, 0, "lost for the test");
    }
    return node;
  }

  @Override
  public BlockSource content(FileEntry file) throws IOException {
    Node node = readable(file);
    return new MemorySource("file " + node.inode, node.content, session);
  }

  @Override
  public String target(FileEntry link) throws IOException {
    return FileName.decode(readable(link).content);
  }

  @Override
  public List<ExtendedAttribute> extendedAttributes(FileEntry entry) {
    return List.of();
  }

  private static Node readable(FileEntry entry) throws ImageException {
    Node node = (Node) entry;
    if (node.broken) {
      throw new CorruptImageException("inode " + node.inode, 0, "broken for the test");
    }
    return node;
  }
}
