package io.guestkit.image;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.image.raw.RawFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A format from outside: what starts with PLUG is its disk. */
public final class TestPlugin implements ImageFormat {
  @Override
  public String name() {
    return "plug";
  }

  @Override
  public boolean matches(BlockSource file) throws IOException {
    return file.size() >= 4
        && new String(file.readBytes(0, 4), StandardCharsets.US_ASCII).equals("PLUG");
  }

  @Override
  public DiskImage open(ImageLocation location, References references) throws IOException {
    if (location.file().size() == 4) {
      throw new CorruptImageException(location.file().name(), 4, "nothing behind the signature");
    }
    return new RawFormat().open(location, references);
  }
}
