package io.guestkit.image.raw;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.FileSource;
import io.guestkit.block.ReadSession;
import io.guestkit.image.DiskImage;
import io.guestkit.report.ImageInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A raw image. */
record RawImage(FileSource file) implements DiskImage {

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public ReadSession session() {
    return file.session();
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    file.readFully(offset, target);
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    return file.extentAt(offset);
  }

  @Override
  public BlockSource slice(String name, long offset, long length) throws IOException {
    return file.slice(name, offset, length);
  }

  @Override
  public ImageInfo info() {
    return new ImageInfo(
        "raw",
        null,
        file.size(),
        file.size(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
