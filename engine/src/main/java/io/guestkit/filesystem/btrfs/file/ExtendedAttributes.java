package io.guestkit.filesystem.btrfs.file;

import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.btrfs.tree.Cursor;
import io.guestkit.filesystem.btrfs.tree.Item;
import io.guestkit.filesystem.btrfs.tree.Keys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Extended attributes: names and values in items by the hash of the name. */
public final class ExtendedAttributes {
  private ExtendedAttributes() {}

  /** Returns the attributes of an inode, sorted by name. */
  public static List<ExtendedAttribute> list(Inode inode) throws IOException {
    List<ExtendedAttribute> attributes = new ArrayList<>();
    if (inode.isPlaceholder()) {
      return attributes;
    }
    Cursor cursor = inode.home().tree().from(inode.inode(), Keys.XATTR_ITEM, 0);
    for (; cursor.isAt(inode.inode(), Keys.XATTR_ITEM); cursor.next()) {
      Item item = cursor.item();
      for (int at = 0; at < item.length(); ) {
        NamedItem named = NamedItem.read(item, at);
        inode.home().tree().nodes().space().session().budget().countEntries(1);
        attributes.add(new ExtendedAttribute(FileName.decode(named.name()), named.data()));
        at = named.end();
      }
    }
    attributes.sort((a, b) -> a.name().compareTo(b.name()));
    return attributes;
  }
}
