package io.guestkit.image.qcow2;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.LockedImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.image.DiskImage;
import io.guestkit.image.ImageFormats;
import io.guestkit.image.ImageOptions;
import io.guestkit.report.SnapshotInfo;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged images end in a value or in one of our exceptions. */
class Qcow2MutationTest {
  @TempDir Path folder;

  @Test
  void anImageMadeInCode() {
    byte[] image =
        ImageBytes.with(h -> {
          h.putLong(8, 300).putInt(16, 4);
          h.put(300, "self".getBytes(StandardCharsets.US_ASCII));
          h.putInt(104, 0xe2792aca).putInt(108, 3);
          h.put(112, "raw".getBytes(StandardCharsets.US_ASCII));
        });
    write("self", new byte[1000]);
    List<int[]> hot =
        List.of(
            new int[] {0, 120},
            new int[] {ImageBytes.L1, ImageBytes.L1 + 16},
            new int[] {ImageBytes.L2, ImageBytes.L2 + 64},
            new int[] {ImageBytes.PACKED, ImageBytes.PACKED + 16},
            new int[] {ImageBytes.SNAPSHOTS, ImageBytes.SNAPSHOTS + 64});
    Mutations.run(image, hot, this::readAll);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cluster_size=512,compression_type=zstd",
        "cluster_size=4k,compat=0.10",
        "cluster_size=16k,extended_l2=on,compression_type=zstd"
      })
  void anImageThatQemuMade(String options) throws IOException {
    Tool.shell(
        """
        cd '%s'
        qemu-img create -q -f qcow2 -o %s image 200k
        qemu-io -t unsafe -f qcow2 image -c 'write -q -P 1 0 3000' -c 'write -q -c -P 5 32k 16k' \
          -c 'write -q -z 64k 32k' -c 'write -q -P 9 100k 9k'
        qemu-img snapshot -c snap image
        qemu-io -t unsafe -f qcow2 image -c 'write -q -P 2 3000 1k'
        """
            .formatted(folder, options));
    byte[] image = Files.readAllBytes(folder.resolve("image"));
    ByteBuffer bytes = ByteBuffer.wrap(image);
    int l1 = (int) bytes.getLong(40);
    int l2 = (int) (bytes.getLong(l1) & 0xfffffe00);
    int snapshots = (int) bytes.getLong(64);
    List<int[]> hot =
        List.of(
            new int[] {0, 120},
            new int[] {l1, l1 + 16},
            new int[] {l2, l2 + 128},
            new int[] {snapshots, snapshots + 64});
    Mutations.run(image, hot, this::readAll);
  }

  private void write(String name, byte[] content) {
    try {
      Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readAll(byte[] image, ReadSession session) throws IOException {
    Path file = folder.resolve("damaged");
    write("damaged", image);
    List<String> snapshots = new ArrayList<>();
    ImageOptions options = new ImageOptions(List.of(), null);
    try (DiskImage disk = ImageFormats.open(file, options, session)) {
      disk.info().snapshots().stream().map(SnapshotInfo::id).limit(10).forEach(snapshots::add);
      walk(disk);
    }
    for (String snapshot : snapshots) {
      try (DiskImage disk =
          ImageFormats.open(file, new ImageOptions(List.of(), snapshot), session)) {
        walk(disk);
      }
    }
  }

  /** Every piece is tried on its own: a broken cluster is no reason not to read the next. */
  private static void walk(DiskImage disk) throws IOException {
    long size = disk.size();
    long offset = 0;
    for (int i = 0; i < 100 && offset < size; i++) {
      try {
        offset += disk.extentAt(offset).length();
      } catch (CorruptImageException e) {
        offset += 4096;
      }
    }
    ByteBuffer target = ByteBuffer.allocate(1 << 14);
    for (long at = 0; at < Math.min(size, 1 << 19); at += target.capacity()) {
      readPart(disk, at, target);
    }
    readPart(disk, Math.max(0, size - target.capacity()), target);
  }

  private static void readPart(DiskImage disk, long at, ByteBuffer target) throws IOException {
    target.clear().limit((int) Math.min(target.capacity(), disk.size() - at));
    try {
      disk.readFully(at, target);
    } catch (CorruptImageException | LockedImageException e) {
      assert e.getMessage() != null;
    }
  }
}
