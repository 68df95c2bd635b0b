package io.guestkit.filesystem.fat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.FilesystemFormat;
import java.io.IOException;

/** FAT12, FAT16 and FAT32. */
public final class FatFormat implements FilesystemFormat {
  private static final int BOOT_SIGNATURE = 0xaa55;
  private static final int FAR_JUMP = 0xe9;
  private static final int SHORT_JUMP = 0xeb;
  private static final String BITLOCKER = "-FVE-FS-";

  /** Where BitLocker To Go, which looks like FAT32, has its own identifier, and its first half. */
  private static final int TO_GO_AT = 0x1a8;

  private static final long TO_GO = 0x4ad8_2e29_4967_d63bL;

  @Override
  public String name() {
    return "fat";
  }

  /**
   * Returns whether the boot sector is that of a FAT: as blkid decides it, by one of its names or
   * by jump and signature with a sound parameter block. A volume with a jump, the signature and the
   * specification's name of a type is one even where the parameter block is broken.
   */
  @Override
  public boolean matches(BlockSource volume) throws IOException {
    if (volume.size() < FatBootSector.LENGTH) {
      return false;
    }
    Struct s = Struct.littleEndian("boot sector", volume, 0, FatBootSector.LENGTH);
    String name16 = s.latin1(0x36, 8);
    String name32 = s.latin1(0x52, 8);
    boolean typed = isTypeName(name16) || name32.equals("FAT32   ");
    boolean named =
        typed
            || name16.equals("FAT     ")
            || name16.startsWith("MSDOS")
            || name32.startsWith("MSWIN");
    boolean signed = s.u16(0x1fe) == BOOT_SIGNATURE;
    boolean jumps = s.u8(0) == FAR_JUMP || s.u8(0) == SHORT_JUMP;
    boolean other = name16.equals("JFS     ") || name16.equals("HPFS    ");
    if (s.latin1(3, 8).equals(BITLOCKER) || s.bits64(TO_GO_AT) == TO_GO) {
      return false;
    }
    if (typed && signed && jumps) {
      return true;
    }
    return (named || (signed && !other)) && isSound(volume);
  }

  private static boolean isTypeName(String name) {
    return name.equals("FAT12   ") || name.equals("FAT16   ");
  }

  private static boolean isSound(BlockSource volume) throws IOException {
    try {
      FatBootSector.read(volume);
      return true;
    } catch (CorruptImageException e) {
      return false;
    }
  }

  @Override
  public Filesystem open(BlockSource volume) throws IOException {
    return new FatFilesystem(volume, FatBootSector.read(volume));
  }
}
