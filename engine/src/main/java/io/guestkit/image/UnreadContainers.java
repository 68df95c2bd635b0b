package io.guestkit.image;

import io.guestkit.block.BlockSource;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Containers that are known by their signature but not read: taken for raw, they would be reported
 * as an empty disk. Signatures are those that a disk cannot start with by chance; footers count
 * only where their own fields agree.
 *
 * <p>Sources: qemu's and libyal's format documents, the VHD specification 1.0, the file(1)
 * database.
 */
final class UnreadContainers {
  private static final int SECTOR = 512;

  private static final String CONVERT = "convert it with `qemu-img convert -O qcow2`";
  private static final String CONVERT_FIXED_VHD = "convert it with `qemu-img convert -f vpc`";
  private static final String MAKER = "convert it with the software that made it";
  private static final String UNPACK = "unpack it first";

  /**
   * A signature.
   *
   * @param container what has it, for the message
   * @param offset byte offset in the file
   * @param magic its bytes, one per character
   * @param remedy what the user can do
   */
  private record Signature(String container, int offset, String magic, String remedy) {}

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature("a qcow version 1 image", 0, "QFI\u00fb\0\0\0\1", CONVERT),
          new Signature("a VMDK image", 0, "KDMV", CONVERT),
          new Signature("a VMDK image", 0, "COWD", CONVERT),
          new Signature("a VMDK image", 0, "# Disk DescriptorFile", CONVERT),
          new Signature("a VMDK image", 0, "\u00be\u00ba\u00fe\u00ca\0\0\0\0", CONVERT),
          new Signature("a VDI image", 0x40, "\u007f\u0010\u00da\u00be", CONVERT),
          new Signature("a VHD image", 0, "conectix", CONVERT),
          new Signature("a VHDX image", 0, "vhdxfile", CONVERT),
          new Signature("a Parallels image", 0, "WithoutFreeSpace", CONVERT),
          new Signature("a Parallels image", 0, "WithouFreSpacExt", CONVERT),
          new Signature("a QED image", 0, "QED\0", CONVERT),
          new Signature("a Bochs image", 0, "Bochs Virtual HD Image", CONVERT),
          new Signature("a cloop image", 0, "#!/bin/sh\n#V2.0 Format\n", CONVERT),
          new Signature("an EWF image", 0, "EVF\t\r\n\u00ff\0", MAKER),
          new Signature("an EWF image", 0, "LVF\t\r\n\u00ff\0", MAKER),
          new Signature("an EWF image", 0, "EVF2\r\n\u0081\0", MAKER),
          new Signature("an AFF image", 0, "AFF10\r\n\0", MAKER),
          new Signature("an encrypted DMG image", 0, "encrcdsa", MAKER),
          new Signature("an Apple sparse image", 0, "shdw", MAKER),
          new Signature("an Apple sparse image", 0, "sprs", MAKER),
          new Signature("a Proxmox VMA archive", 0, "VMA\0", UNPACK),
          new Signature("a WIM archive", 0, "MSWIM\0\0\0", UNPACK),
          new Signature("a tar archive, as OVA files are", 257, "ustar", UNPACK),
          new Signature("a gzip file", 0, "\u001f\u008b\u0008", UNPACK),
          new Signature("an xz file", 0, "\u00fd7zXZ\0", UNPACK),
          new Signature("a zstd file", 0, "(\u00b5/\u00fd", UNPACK),
          new Signature("a bzip2 file", 4, "1AY&SY", UNPACK),
          new Signature("a zip archive", 0, "PK\3\4", UNPACK),
          new Signature("a 7z archive", 0, "7z\u00bc\u00af'\u001c", UNPACK));

  private UnreadContainers() {}

  /**
   * Returns where the file is none of these.
   *
   * @throws UnsupportedImageException if it is one
   */
  static void refuse(BlockSource file) throws IOException {
    byte[] sector = file.readBytes(0, (int) Math.min(SECTOR, file.size()));
    String start = new String(sector, StandardCharsets.ISO_8859_1);
    for (Signature signature : SIGNATURES) {
      if (start.startsWith(signature.magic, signature.offset)) {
        throw unread(file, signature.container, signature.remedy);
      }
    }
    if (start.startsWith("<?xml") && start.contains("<Parallels_disk_image")) {
      throw unread(file, "the descriptor of a Parallels image", MAKER);
    }
    if (file.size() > SECTOR) {
      ByteBuffer footer = ByteBuffer.wrap(file.readBytes(file.size() - SECTOR, SECTOR));
      if (isFixedVhd(footer, file.size() - SECTOR)) {
        throw unread(file, "a VHD image of fixed size", CONVERT_FIXED_VHD);
      }
      if (isUdif(footer)) {
        throw unread(file, "a DMG image", CONVERT);
      }
    }
  }

  private static UnsupportedImageException unread(
      BlockSource file, String container, String remedy) {
    return new UnsupportedImageException(
        "%s: %s, a format that is not read; %s".formatted(file.name(), container, remedy));
  }

  /**
   * Hard disk footer, big-endian: file format version 1.0 at 0x0c, no data offset at 0x10, checksum
   * at 0x40. A disk that merely holds such a footer in its last sector has no valid one of its own
   * size: current size at 0x30 is that of the bytes before the footer.
   */
  private static boolean isFixedVhd(ByteBuffer footer, long sizeBefore) {
    footer.order(ByteOrder.BIG_ENDIAN);
    if (!startsWith(footer, "conectix") || footer.getLong(0x30) != sizeBefore) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < SECTOR; i++) {
      boolean inChecksum = i >= 0x40 && i < 0x44;
      sum += inChecksum ? 0 : footer.get(i) & 0xff;
    }
    return footer.getInt(0x40) == ~sum;
  }

  /** UDIF trailer, big-endian: version 4 at 0x04, its own length at 0x08. */
  private static boolean isUdif(ByteBuffer trailer) {
    return startsWith(trailer, "koly") && trailer.getInt(4) == 4 && trailer.getInt(8) == SECTOR;
  }

  private static boolean startsWith(ByteBuffer bytes, String magic) {
    for (int i = 0; i < magic.length(); i++) {
      if (bytes.get(i) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
