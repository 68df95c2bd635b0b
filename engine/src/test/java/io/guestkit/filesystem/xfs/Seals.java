package io.guestkit.filesystem.xfs;

import io.guestkit.filesystem.xfs.layout.Checksum;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Makes checksums right again, so that the checks behind them are reached. */
final class Seals {
  private static final int SECTOR = 512;

  private Seals() {}

  /** Seals whatever in an image looks like metadata by its magic. */
  static void renew(byte[] image) {
    if (image.length < SECTOR) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(image);
    int blockSize = Math.clamp(Integer.highestOneBit(bytes.getInt(4)), SECTOR, 65536);
    int inodeSize = Math.clamp(Integer.highestOneBit(bytes.getShort(0x68)), SECTOR, 2048);
    int directorySize = Math.min(blockSize << (bytes.get(0xc0) & 7), 65536);
    for (int at = 0; at + SECTOR <= image.length; at += SECTOR) {
      renew(image, bytes, at, blockSize, directorySize, inodeSize);
    }
  }

  private static void renew(
      byte[] image, ByteBuffer bytes, int at, int blockSize, int directorySize, int inodeSize) {
    switch (bytes.getInt(at)) {
      case 0x58465342 -> seal(image, at, SECTOR, 0xe0);
      case 0x58414746 -> seal(image, at, SECTOR, 0xd8);
      case 0x58414749 -> seal(image, at, SECTOR, 0x138);
      case 0x58444233, 0x58444433 -> seal(image, at, directorySize, 0x04);
      case 0x424d4133 -> seal(image, at, blockSize, 0x40);
      case 0x46494233, 0x52334643 -> seal(image, at, blockSize, 0x34);
      case 0x5841524d, 0x58534c4d -> seal(image, at, blockSize, 0x0c);
      default -> {
        if (bytes.getShort(at) == 0x494e) {
          seal(image, at, inodeSize, 0x64);
        }
        switch (bytes.getShort(at + 8) & 0xffff) {
          case 0x3df1, 0x3dff -> seal(image, at, directorySize, 0x0c);
          case 0x3ebe, 0x3bee -> seal(image, at, blockSize, 0x0c);
          default -> {
            // data
          }
        }
      }
    }
  }

  private static void seal(byte[] image, int at, int length, int checksumAt) {
    if (at + length <= image.length) {
      Checksum.seal(image, at, length, checksumAt);
    }
  }

  /** Seals the records of a log. */
  static void renewLog(byte[] image, int log, int end) {
    for (int at = log; at + SECTOR <= end; at += SECTOR) {
      ByteBuffer header = ByteBuffer.wrap(image, at, SECTOR).slice();
      int length = header.getInt(12);
      int more = header.getInt(320) > 32768 ? Math.min(header.getInt(320) / 32768, 8) : 1;
      boolean fits = length > 0 && length <= 262144 && more * SECTOR + length <= end - log;
      if (header.getInt(0) == 0xfeedbabe && fits) {
        byte[] record = new byte[more * SECTOR + length];
        int straight = Math.min(record.length, end - at);
        System.arraycopy(image, at, record, 0, straight);
        System.arraycopy(image, log, record, straight, record.length - straight);
        header.order(ByteOrder.LITTLE_ENDIAN).putInt(32, checksum(record, more, length));
      }
    }
  }

  private static int checksum(byte[] record, int headers, int length) {
    CRC32C crc = new CRC32C();
    crc.update(record, 0, 32);
    crc.update(new byte[4], 0, 4);
    crc.update(record, 36, 328 - 36);
    for (int i = 1; i < Math.min((length + 32767) / 32768, headers); i++) {
      crc.update(record, i * SECTOR, 260);
    }
    crc.update(record, headers * SECTOR, length);
    return (int) crc.getValue();
  }
}
