package io.guestkit.filesystem.xfs.attribute;

import io.guestkit.block.Budget;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.xfs.layout.BlockHeader;
import io.guestkit.filesystem.xfs.layout.Fork;
import io.guestkit.filesystem.xfs.layout.Inode;
import io.guestkit.filesystem.xfs.layout.Inodes;
import io.guestkit.filesystem.xfs.layout.MappedContent;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The extended attributes of inodes. */
public record ExtendedAttributes(Inodes inodes) {
  private static final int LEAF_4 = 0xfbee;
  private static final int LEAF_5 = 0x3bee;
  private static final int NODE_4 = 0xfebe;
  private static final int NODE_5 = 0x3ebe;
  private static final int MAGIC_AT = 8;
  private static final long REMOTE_MAGIC = 0x5841524dL;
  private static final int REMOTE_HEADER = 56;

  /** 5: what the kernel lets a tree of hashes have. */
  private static final int MAX_LEVEL = 5;

  /** 65536: the names of so many leaves are far more than listxattr(2) can give. */
  private static final int MAX_LEAVES = 1 << 16;

  /** What an attribute takes in memory beside its name and value. */
  private static final int MEMORY_BYTES = 120;

  private static final String ACCESS_ACL = "trusted.SGI_ACL_FILE";
  private static final String DEFAULT_ACL = "trusted.SGI_ACL_DEFAULT";

  /** Returns the attributes that the kernel lists, sorted by name. */
  public List<ExtendedAttribute> list(Inode inode) throws IOException {
    Fork fork = inode.attributes();
    if (fork == null || (fork.form() == Fork.Form.EXTENTS && fork.extents() == 0)) {
      return List.of();
    }
    List<ExtendedAttribute> list = new ArrayList<>();
    Budget budget = inodes.volume().session().budget();
    long[] reserved = {0};
    try {
      if (fork.form() == Fork.Form.LOCAL) {
        add(inode, ShortForm.read(fork.s()), null, list);
      } else {
        addLeaves(inode, fork, list, reserved);
      }
    } finally {
      budget.release(reserved[0]);
    }
    list.sort((one, other) -> one.name().compareTo(other.name()));
    return list;
  }

  private void addLeaves(Inode inode, Fork fork, List<ExtendedAttribute> list, long[] reserved)
      throws IOException {
    Superblock superblock = inodes.superblock();
    Budget budget = inodes.volume().session().budget();
    MappedContent content = inodes.content(inode, fork, Long.MAX_VALUE);
    boolean v5 = superblock.features().hasChecksums();
    Struct s = firstLeaf(inode, content);
    for (int leaves = 0; leaves < MAX_LEAVES; leaves++) {
      Leaf leaf = Leaf.read(s, v5, superblock.blockSize());
      long memory = 0;
      for (Attribute attribute : leaf.attributes()) {
        memory += attribute.length() + attribute.name().length + MEMORY_BYTES;
      }
      budget.countEntries(leaf.attributes().size());
      budget.reserve(memory, "the attributes of an inode");
      reserved[0] += memory;
      add(inode, leaf.attributes(), content, list);
      if (leaf.following() == 0) {
        return;
      }
      s = block(inode, content, leaf.following() * superblock.blockSize());
      s.check(isLeaf(s), MAGIC_AT, "magic %#x", s.u16(MAGIC_AT));
    }
    throw s.corrupt(0, "leaves without an end");
  }

  private Struct firstLeaf(Inode inode, MappedContent content) throws IOException {
    boolean v5 = inodes.superblock().features().hasChecksums();
    Struct s = block(inode, content, 0);
    int level = MAX_LEVEL + 1;
    while (!isLeaf(s)) {
      int levelAt = v5 ? 58 : 14;
      s.check(s.u16(levelAt) < level, levelAt, "level %d", s.u16(levelAt));
      level = s.u16(levelAt);
      int childAt = (v5 ? 64 : 16) + Integer.BYTES;
      s = block(inode, content, s.u32(childAt) * inodes.superblock().blockSize());
    }
    return s;
  }

  private boolean isLeaf(Struct s) {
    boolean v5 = inodes.superblock().features().hasChecksums();
    return s.u16(MAGIC_AT) == (v5 ? LEAF_5 : LEAF_4);
  }

  private Struct block(Inode inode, MappedContent content, long offset) throws IOException {
    Superblock superblock = inodes.superblock();
    boolean v5 = superblock.features().hasChecksums();
    Struct s = Struct.bigEndian("attribute block", content, offset, superblock.blockSize());
    long place = content.place(offset);
    s.check(place >= 0, 0, "is not there");
    int magic = s.u16(MAGIC_AT);
    s.check(isLeaf(s) || magic == (v5 ? NODE_5 : NODE_4), MAGIC_AT, "magic %#x", magic);
    if (v5) {
      BlockHeader.INDEX.check(s, superblock, place, inode.inode());
    }
    return s;
  }

  private void add(
      Inode inode,
      List<Attribute> attributes,
      @Nullable MappedContent content,
      List<ExtendedAttribute> list)
      throws IOException {
    for (Attribute attribute : attributes) {
      if (attribute.isListed()) {
        String name = attribute.fullName();
        byte[] value =
            content != null && attribute.remote() != Attribute.INLINE
                ? remote(inode, content, attribute)
                : attribute.value();
        list.add(new ExtendedAttribute(name, value));
        String where = "attribute " + name + " of " + inodes.name(inode);
        if (name.equals(ACCESS_ACL)) {
          byte[] acl = Acl.asAttribute(where, value);
          list.add(new ExtendedAttribute("system.posix_acl_access", acl));
        } else if (name.equals(DEFAULT_ACL)) {
          byte[] acl = Acl.asAttribute(where, value);
          list.add(new ExtendedAttribute("system.posix_acl_default", acl));
        }
      }
    }
  }

  /** Reads a value from its blocks, which in version 5 have a header each. */
  private byte[] remote(Inode inode, MappedContent content, Attribute attribute)
      throws IOException {
    Superblock superblock = inodes.superblock();
    if (!superblock.features().hasChecksums()) {
      return content.readBytes(attribute.remote(), attribute.length());
    }
    byte[] value = new byte[attribute.length()];
    long at = attribute.remote();
    int done = 0;
    while (done < value.length) {
      Struct s = Struct.bigEndian("attribute value", content, at, superblock.blockSize());
      long place = content.place(at);
      s.check(place >= 0, 0, "is not there");
      s.check(s.u32(0) == REMOTE_MAGIC, 0, "magic %#x", s.u32(0));
      BlockHeader.REMOTE.check(s, superblock, place, inode.inode());
      int length = Math.min(value.length - done, s.length() - REMOTE_HEADER);
      s.check(s.u32(4) == done, 4, "bytes from %d", s.u32(4));
      s.check(s.u32(8) == length, 8, "%d bytes", s.u32(8));
      System.arraycopy(s.bytes(REMOTE_HEADER, length), 0, value, done, length);
      done += length;
      at += superblock.blockSize();
    }
    return value;
  }
}
