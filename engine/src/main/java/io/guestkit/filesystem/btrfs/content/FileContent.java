package io.guestkit.filesystem.btrfs.content;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.ReadSession;
import io.guestkit.block.Zeros;
import io.guestkit.filesystem.btrfs.compress.Decompression;
import io.guestkit.filesystem.btrfs.file.Inode;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a file. */
final class FileContent implements BlockSource {
  private final String name;
  private final long size;
  private final ExtentMap map;
  private final DataReader data;
  private final CompressedRuns compressed;
  private final boolean isChecked;

  FileContent(Inode file, ExtentMap map, DataReader data, CompressedExtents extents) {
    this.name =
        "inode %d of subvolume %d of %s"
            .formatted(file.inode(), file.home().id(), data.space().name());
    this.size = file.size();
    this.map = map;
    this.data = data;
    this.isChecked = file.isChecked();
    this.compressed = new CompressedRuns(name, map, extents, isChecked);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ReadSession session() {
    return data.space().session();
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    long position = offset;
    while (target.hasRemaining()) {
      session().budget().check();
      FileExtent extent = map.at(position);
      int length = (int) Math.min(extent.end() - position, target.remaining());
      read(extent, position, target.slice(target.position(), length));
      target.position(target.position() + length);
      position += length;
    }
  }

  private void read(FileExtent extent, long position, ByteBuffer target) throws IOException {
    if (extent.kind() == FileExtent.Kind.ZERO) {
      Zeros.fill(target);
    } else if (extent.compression() != Decompression.NONE) {
      compressed.read(extent, position, target);
    } else if (extent.kind() == FileExtent.Kind.INLINE) {
      int from = (int) Math.min(position, extent.inline().length);
      target.put(
          extent.inline(), from, Math.min(extent.inline().length - from, target.remaining()));
      Zeros.fill(target);
    } else {
      long address = extent.address() + extent.offset() + (position - extent.start());
      if (isChecked) {
        data.readChecked(name, position, address, target);
      } else {
        data.read(address, target);
      }
    }
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    ExtentMap.Window window = map.window(offset);
    boolean isZero = isZero(window.at(offset));
    long end = window.at(offset).end();
    while (end < Math.min(size, window.to()) && isZero(window.at(end)) == isZero) {
      end = window.at(end).end();
    }
    return new Extent(isZero ? Extent.Kind.ZERO : Extent.Kind.DATA, Math.min(end, size) - offset);
  }

  private static boolean isZero(FileExtent extent) {
    return extent.kind() == FileExtent.Kind.ZERO;
  }
}
