package io.guestkit.filesystem.btrfs.file;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.btrfs.tree.Cursor;
import io.guestkit.filesystem.btrfs.tree.Item;
import io.guestkit.filesystem.btrfs.tree.Keys;
import io.guestkit.filesystem.btrfs.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The subvolumes of a filesystem that have a place in it: none that was deleted. */
public final class Subvolumes {
  private static final byte[] DEFAULT = "default".getBytes(StandardCharsets.US_ASCII);

  /** 2048: what a path of 4096 bytes can name; bounds directories that form a loop. */
  private static final int MAX_DEPTH = 2048;

  /** Where a subvolume stands, without the path to there. */
  private record Place(long parent, long directory, String name) {}

  private final Map<Long, Subvolume> byId = new TreeMap<>();
  private final List<ImageException> damage = new ArrayList<>();
  private final Subvolume top;
  private final long defaultId;

  private Subvolumes(Subvolume top, long defaultId) {
    this.top = top;
    this.defaultId = defaultId;
    byId.put(top.id(), top);
  }

  /**
   * Reads the subvolumes. One whose path cannot be told is left out, with the damage that is why.
   *
   * @throws CorruptImageException if there is no top level
   */
  public static Subvolumes read(Roots roots, long rootDirectory) throws IOException {
    Optional<RootItem> item = roots.find(Keys.FS_TREE);
    if (item.isEmpty()) {
      throw new CorruptImageException(roots.nodes().space().name(), 0, "there is no top level");
    }
    Tree tree = new Tree(roots.nodes(), Keys.FS_TREE, item.get().root());
    Subvolume top = new Subvolume(Keys.FS_TREE, "", 0, 0, "", item.get(), tree);
    Subvolumes subvolumes = new Subvolumes(top, defaultId(roots, rootDirectory));
    Map<Long, RootItem> items = new TreeMap<>();
    Map<Long, Place> places = new HashMap<>();
    readPlaces(roots, items, places);
    for (Long id : items.keySet()) {
      try {
        subvolumes.add(id, roots, items, places);
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        subvolumes.damage.add(e);
      }
    }
    return subvolumes;
  }

  private static long defaultId(Roots roots, long rootDirectory) throws IOException {
    Optional<Item> item = roots.tree().find(rootDirectory, Keys.DIR_ITEM, NameHash.of(DEFAULT));
    if (item.isPresent()) {
      for (int at = 0; at < item.get().length(); ) {
        NamedItem name = NamedItem.read(item.get(), at);
        if (name.isNamed(DEFAULT) && name.targetType() == Keys.ROOT_ITEM) {
          return name.targetId();
        }
        at = name.end();
      }
    }
    return Keys.FS_TREE;
  }

  private static void readPlaces(Roots roots, Map<Long, RootItem> items, Map<Long, Place> places)
      throws IOException {
    Cursor cursor = roots.tree().from(Keys.FIRST_FREE, Keys.ROOT_ITEM, 0);
    for (; cursor.isValid(); cursor.next()) {
      Item item = cursor.item();
      if (!Keys.isSubvolume(item.objectId())) {
        return;
      }
      if (item.type() == Keys.ROOT_ITEM) {
        roots.nodes().space().session().budget().countEntries(1);
        RootItem root = RootItem.read(item);
        if (root.references() > 0) {
          items.put(item.objectId(), root);
        }
      } else if (item.type() == Keys.ROOT_BACKREF) {
        int length = item.u16(16);
        String name = FileName.decode(item.bytes(18, length));
        places.put(item.objectId(), new Place(item.offset(), item.u64(0), name));
      }
    }
  }

  /** Adds a subvolume, after those that it stands in. */
  private void add(long id, Roots roots, Map<Long, RootItem> items, Map<Long, Place> places)
      throws IOException {
    List<Long> chain = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long at = id;
    while (!byId.containsKey(at)) {
      if (!places.containsKey(at) || !items.containsKey(at)) {
        return; // in no directory, or in a subvolume that was deleted
      }
      if (!seen.add(at) || seen.size() > MAX_DEPTH) {
        throw new CorruptImageException(
            roots.nodes().space().name(), 0, "subvolume %d is inside itself".formatted(at));
      }
      chain.add(at);
      at = places.get(at).parent();
    }
    for (int i = chain.size() - 1; i >= 0; i--) {
      Long each = chain.get(i);
      byId.put(each, subvolume(each, roots, items.get(each), places.get(each)));
    }
  }

  private Subvolume subvolume(Long id, Roots roots, @Nullable RootItem item, @Nullable Place place)
      throws IOException {
    Subvolume parent = place == null ? null : byId.get(place.parent());
    if (item == null || place == null || parent == null) {
      throw new IllegalStateException("a chain with a gap");
    }
    String path = join(parent.path(), join(directory(parent, place.directory()), place.name()));
    Tree tree = new Tree(roots.nodes(), id, item.root());
    return new Subvolume(id, path, place.parent(), place.directory(), place.name(), item, tree);
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /** Returns the path of a directory in its subvolume. */
  private static String directory(Subvolume home, long directory) throws IOException {
    String path = "";
    long at = directory;
    for (int depth = 0; at != home.item().rootDirectory(); depth++) {
      Cursor cursor = home.tree().from(at, Keys.INODE_REF, 0);
      if (!cursor.isAt(at, Keys.INODE_REF) || depth > MAX_DEPTH) {
        throw new CorruptImageException(
            home.tree().nodes().space().name(),
            0,
            "directory %d of subvolume %d has no path".formatted(directory, home.id()));
      }
      Item item = cursor.item();
      String name = FileName.decode(item.bytes(10, item.u16(8)));
      path = path.isEmpty() ? name : name + "/" + path;
      at = item.offset();
    }
    return path;
  }

  /** Returns the top level. */
  public Subvolume top() {
    return top;
  }

  /** Returns the subvolume that is mounted where none is named. */
  public Subvolume defaultSubvolume() throws IOException {
    Subvolume subvolume = byId.get(defaultId);
    if (subvolume == null) {
      throw new CorruptImageException(
          top.tree().nodes().space().name(),
          0,
          "there is no subvolume %s, the default".formatted(Long.toUnsignedString(defaultId)));
    }
    return subvolume;
  }

  /** Returns the number of the subvolume that is mounted where none is named. */
  public long defaultId() {
    return defaultId;
  }

  /** Returns all, by their numbers; the top level first. */
  public Iterable<Subvolume> all() {
    return byId.values();
  }

  /** Returns a subvolume by its number. */
  public Optional<Subvolume> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns why subvolumes were left out. */
  public List<ImageException> damage() {
    return damage;
  }
}
