package io.guestkit.volume.lvm2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels and headers built in code, one contradiction a test, checksums right. */
class PhysicalVolumeLabelTest {
  private static final int LABEL = LvmDisk.LABEL;
  private static final int AREA = LvmDisk.AREA;

  private static LvmDisk disk() {
    return LvmDisk.of(LvmDisk.id('a'), LvmDisk.group("vg", 1, ""), LvmDisk.group("vg", 1, ""));
  }

  private static PhysicalVolumeLabel.Area area(long offset, long size) {
    return new PhysicalVolumeLabel.Area(offset, size);
  }

  @Test
  void readsEveryField() throws IOException {
    LvmDisk disk = disk();
    disk.bytes.putLong(LABEL + 160, 96 << 10).putLong(LABEL + 168, 4096);
    BlockSource source = Sources.memory(disk.seal().build());
    assertThat(PhysicalVolumeLabel.read(source))
        .isEqualTo(
            new PhysicalVolumeLabel(
                LABEL,
                LvmDisk.id('a'),
                disk.bytes.capacity(),
                List.of(area(LvmDisk.DATA, 0)),
                List.of(area(4096, 32 << 10), area(36 << 10, 32 << 10)),
                List.of(area(96 << 10, 4096))));
    int size = disk.build().length;
    assertThat(MetadataArea.read(source, area(AREA, 0)))
        .hasValueSatisfying(area -> {
          assertThat(area.offset()).isEqualTo(AREA);
          assertThat(area.size()).isEqualTo(32 << 10);
          assertThat(area.textOffset()).isEqualTo(512);
          assertThat(area.textSize()).isBetween(300L, (long) size);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void findsTheLabelInEachOfTheFirstFourSectors(int sector) throws IOException {
    byte[] bytes = disk().build();
    byte[] label = Arrays.copyOfRange(bytes, LABEL, LABEL + 512);
    Arrays.fill(bytes, LABEL, LABEL + 512, (byte) 0);
    ByteBuffer moved = ByteBuffer.wrap(label).order(ByteOrder.LITTLE_ENDIAN);
    moved.putLong(8, sector).putInt(0x10, (int) Checksum.of(label, 20, 492));
    System.arraycopy(label, 0, bytes, sector * 512, 512);

    assertThat(PhysicalVolumeLabel.read(Sources.memory(bytes)).offset()).isEqualTo(sector * 512L);
    assertThat(PhysicalVolumeLabel.isOn(Sources.memory(Arrays.copyOf(bytes, (sector + 1) * 512))))
        .isTrue();
    assertThat(PhysicalVolumeLabel.isOn(Sources.memory(Arrays.copyOf(bytes, sector * 512 + 511))))
        .isFalse();
    System.arraycopy(label, 0, bytes, 4 * 512, 512);
    Arrays.fill(bytes, 0, 4 * 512, (byte) 0);
    assertThat(PhysicalVolumeLabel.isOn(Sources.memory(bytes))).isFalse();
  }

  @Test
  void readsASoundLabelBehindADamagedOne() throws IOException {
    LvmDisk disk = disk();
    disk.bytes.put(0, disk.build(), LABEL, 512);
    assertThat(PhysicalVolumeLabel.read(Sources.memory(disk.build())).offset()).isEqualTo(LABEL);
  }

  private static void assertRefused(int at, Consumer<ByteBuffer> change, boolean isSealed) {
    LvmDisk disk = disk();
    change.accept(disk.bytes);
    if (isSealed) {
      disk.seal();
    }
    BlockSource source = Sources.memory(disk.build());
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> {
          PhysicalVolumeLabel label = PhysicalVolumeLabel.read(source);
          MetadataArea.read(source, label.metadataAreas().getFirst()).orElseThrow().text(source);
        })
        .satisfies(e -> assertThat(e.offset()).isEqualTo(at));
  }

  @Test
  void refusesALabelThatContradictsTheFormat() {
    assertRefused(LABEL + 0x10, b -> b.put(LABEL + 500, (byte) 1), false);
    assertRefused(LABEL + 0x08, b -> b.putLong(LABEL + 8, 2), true);
    assertRefused(LABEL + 0x08, b -> b.putLong(LABEL + 8, -1), true);
    assertRefused(LABEL + 0x14, b -> b.putInt(LABEL + 0x14, 31), true);
    assertRefused(LABEL + 0x14, b -> b.putInt(LABEL + 0x14, 441), true);
    assertRefused(LABEL + 0x14, b -> b.putInt(LABEL + 0x14, -1), true);
    assertRefused(LABEL + 32, b -> b.put(LABEL + 32, (byte) ' '), true);
    assertRefused(LABEL + 64, b -> b.putLong(LABEL + 64, -1), true);
    assertRefused(LABEL + 104, b -> fill(b, LABEL + 104), true);
    assertRefused(LABEL + 72, b -> fill(b, LABEL + 72), true);
    assertRefused(LABEL + 72, b -> b.putLong(LABEL + 72, Long.MIN_VALUE), true);
  }

  private static void fill(ByteBuffer bytes, int from) {
    for (int at = from; at < LABEL + 512; at += 8) {
      bytes.putLong(at, 1);
    }
  }

  @Test
  void refusesAnAreaThatContradictsTheFormat() {
    assertRefused(AREA, b -> b.put(AREA + 400, (byte) 1), false);
    assertRefused(AREA + 0x04, b -> b.put(AREA + 4, (byte) 'x'), true);
    assertRefused(AREA + 0x14, b -> b.putInt(AREA + 0x14, 2), true);
    assertRefused(AREA + 0x18, b -> b.putLong(AREA + 0x18, 0), true);
    assertRefused(AREA + 0x20, b -> b.putLong(AREA + 0x20, 512), true);
    assertRefused(AREA + 0x20, b -> b.putLong(AREA + 0x20, Long.MAX_VALUE), true);
    assertRefused(AREA + 0x20, b -> b.putLong(AREA + 0x20, -1), true);
    assertRefused(AREA + 0x28, b -> b.putLong(AREA + 0x28, 511), true);
    assertRefused(AREA + 0x28, b -> b.putLong(AREA + 0x28, 32 << 10), true);
    assertRefused(AREA + 0x30, b -> b.putLong(AREA + 0x30, 0), true);
    assertRefused(AREA + 0x30, b -> b.putLong(AREA + 0x30, (32 << 10) - 511), true);
    assertRefused(AREA + 0x30, b -> b.putLong(AREA + 0x30, -1), true);
    assertRefused(AREA + 512, b -> b.put(AREA + 600, (byte) 1), false);
    assertRefused(1L << 40, b -> b.putLong(LABEL + 104, 1L << 40));
  }

  private static void assertRefused(long at, Consumer<ByteBuffer> change) {
    LvmDisk disk = disk();
    change.accept(disk.bytes);
    BlockSource source = Sources.memory(disk.seal().build());
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() ->
            MetadataArea.read(source, PhysicalVolumeLabel.read(source).metadataAreas().getFirst()))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(at));
  }

  @Test
  void leavesAnAreaOutThatIsIgnoredOrEmpty() throws IOException {
    LvmDisk disk = disk();
    disk.bytes.putInt(AREA + 0x3c, 1);
    assertThat(MetadataArea.read(Sources.memory(disk.seal().build()), area(AREA, 0))).isEmpty();
    disk.bytes.putInt(AREA + 0x3c, 0).putLong(AREA + 0x28, 0).putLong(AREA + 0x30, 0);
    assertThat(MetadataArea.read(Sources.memory(disk.seal().build()), area(AREA, 0))).isEmpty();
  }
}
