package io.guestkit.image.qcow2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.block.Struct;
import io.guestkit.image.DiskImage;
import io.guestkit.image.ImageFormat;
import io.guestkit.image.ImageLocation;
import io.guestkit.image.Reference;
import io.guestkit.image.References;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The qcow2 format. */
public final class Qcow2Format implements ImageFormat {
  private static final int MAGIC_AND_VERSION = 8;

  @Override
  public String name() {
    return "qcow2";
  }

  /** Version 1, qcow, is another format. */
  @Override
  public boolean matches(BlockSource file) throws IOException {
    if (file.size() < MAGIC_AND_VERSION) {
      return false;
    }
    Struct s = Struct.bigEndian("qcow2 header", file, 0, MAGIC_AND_VERSION);
    return s.u32(0) == Qcow2Header.MAGIC && s.u32(4) != 1;
  }

  @Override
  public DiskImage open(ImageLocation location, References references) throws IOException {
    FileSource file = location.file();
    Qcow2Metadata metadata = Qcow2Metadata.read(file, location.snapshot());
    L1Table l1 = metadata.readL1(file);
    DiskImage dataFile = null;
    try {
      dataFile = openIfNamed(metadata.dataFile(), references);
      DiskImage backing = openIfNamed(metadata.backingFile(), references);
      return new Qcow2Image(file, metadata, l1, dataFile, backing);
    } catch (IOException | RuntimeException e) {
      file.session().budget().release(l1.memory() + metadata.memory());
      if (dataFile != null) {
        dataFile.close();
      }
      throw e;
    }
  }

  private static @Nullable DiskImage openIfNamed(
      @Nullable Reference reference, References references) throws IOException {
    return reference == null ? null : references.open(reference);
  }
}
