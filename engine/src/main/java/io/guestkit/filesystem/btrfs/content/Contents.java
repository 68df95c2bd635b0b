package io.guestkit.filesystem.btrfs.content;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.btrfs.file.Inode;
import io.guestkit.filesystem.btrfs.file.Roots;
import java.io.IOException;
import java.util.Arrays;

/** The content of files and the targets of links. */
public final class Contents {
  /** 4096: PATH_MAX. */
  private static final int MAX_TARGET = 4096;

  private final DataReader data;
  private final CompressedExtents extents;

  /** Makes the contents of all subvolumes. */
  public Contents(Roots roots) {
    data = new DataReader(roots);
    extents = new CompressedExtents(data);
  }

  /** Returns the content of a file or link. */
  public BlockSource content(Inode file) {
    ExtentMap map = new ExtentMap(file.home().tree(), file.inode(), data.sectorSize());
    return new FileContent(file, map, data, extents);
  }

  /** Returns the target of a link, decoded as {@link FileName} does. */
  public String target(Inode link) throws IOException {
    BlockSource content = content(link);
    if (link.size() > MAX_TARGET) {
      throw new CorruptImageException(
          content.name(), 0, "target of %d bytes".formatted(link.size()));
    }
    byte[] target = content.readBytes(0, (int) link.size());
    int end = 0;
    while (end < target.length && target[end] != 0) {
      end++;
    }
    return FileName.decode(Arrays.copyOf(target, end));
  }
}
