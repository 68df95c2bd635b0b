package io.guestkit.filesystem.fat;

import io.guestkit.block.BlockSource;
import io.guestkit.filesystem.FileName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the label of a volume as blkid does: the root directory's entry of a label, and nothing
 * else; the boot sector's label is not kept up to date by everybody.
 */
record FatLabel(BlockSource volume, FatBootSector boot, FatTable table) {
  /** 99: as blkid; a label that stands farther back is not found by blkid either. */
  private static final int MAX_CLUSTERS = 99;

  /** 4096: the label is nearly always the first entry. */
  private static final int CHUNK = 4096;

  private static final int ATTRIBUTES = 0x3f;
  private static final int ESCAPED_E5 = 0x05;

  Optional<String> find() throws IOException {
    Optional<byte[]> name = Optional.empty();
    if (boot.type() != FatType.FAT32) {
      name = search(boot.rootOffset(), boot.rootEntries() * FatDirent.LENGTH);
    } else if (table.holds(boot.rootCluster())) {
      ClusterChain chain = new ClusterChain(table, (int) boot.rootCluster(), "root directory");
      for (int i = 0; i < MAX_CLUSTERS && name.isEmpty(); i++) {
        int cluster = chain.at(i);
        if (cluster == FatTable.END) {
          break;
        }
        name = search(boot.clusterOffset(cluster), boot.clusterSize());
      }
    }
    return name.map(FatLabel::text).filter(label -> !label.isEmpty());
  }

  /** Returns the eleven bytes of the first label up to an entry that was never used. */
  private Optional<byte[]> search(long offset, int length) throws IOException {
    for (int done = 0; done < length; done += CHUNK) {
      ByteBuffer chunk = ByteBuffer.allocate(Math.min(CHUNK, length - done));
      volume.readFully(offset + done, chunk);
      chunk.order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at < chunk.capacity(); at += FatDirent.LENGTH) {
        int first = chunk.get(at) & 0xff;
        if (first == 0) {
          return Optional.empty();
        }
        if (first != FatDirent.DELETED && isLabel(chunk, at)) {
          byte[] name = new byte[FatName.SHORT_LENGTH];
          chunk.get(at, name);
          if (first == ESCAPED_E5) {
            name[0] = (byte) FatDirent.DELETED;
          }
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isLabel(ByteBuffer chunk, int at) {
    int attributes = chunk.get(at + 0x0b) & ATTRIBUTES;
    return attributes != FatDirent.LONG_NAME
        && (attributes & (FatDirent.VOLUME | FatDirent.DIRECTORY)) == FatDirent.VOLUME
        && chunk.getShort(at + 0x14) == 0
        && chunk.getShort(at + FatDirent.CLUSTER_AT) == 0;
  }

  /** Decodes a label: UTF-8 as blkid prints it where it is that, else code page 437. */
  private static String text(byte[] name) {
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    byte[] bytes = Arrays.copyOf(name, end);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!FileName.decode(bytes).equals(text)) {
      StringBuilder decoded = new StringBuilder(end);
      for (byte b : bytes) {
        decoded.append(FatName.cp437(b & 0xff));
      }
      text = decoded.toString();
    }
    return text.strip();
  }
}
