package io.guestkit.filesystem.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.FileSource;
import io.guestkit.block.MemorySource;
import io.guestkit.filesystem.Filesystems;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.Problem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real tools made and what is built in code, named as the installed blkid names it. */
class SignaturesTest {
  /** 1.5 MiB: blkid looks for members of arrays on nothing smaller than 1440 KiB. */
  private static final int SIZE = 1536 << 10;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkswap -L swap-label",
        "mkswap -p 8192",
        "mke2fs -q -t ext2 -L two",
        "mke2fs -q -t ext3",
        "mke2fs -q -t ext4 -L 'four four'",
        "mke2fs -q -O journal_dev -L journal",
        "mkfs.minix -1",
        "mkfs.minix -2",
        "mkfs.minix -3",
        "mkfs.xfs -q -L ex",
        "mkfs.btrfs -q -L 'butter and more'",
        "mkfs.btrfs -q --csum sha256"
      })
  void namesWhatBlkidNames(String command) throws IOException {
    Tool.require(command.substring(0, command.indexOf(' ')), "blkid");
    Path image = folder.resolve("image");
    String size = command.startsWith("mkfs.xfs") ? "300M" : "120M";
    Tool.shell("truncate -s %s '%s'; %s '%2$s' >/dev/null".formatted(size, image, command));
    assertThat(description(image)).isEqualTo(blkid(image));
  }

  static Stream<Arguments> built() {
    return Stream.of(
        Arguments.of("luks2", luks2()),
        Arguments.of("md 1.0", raid(SIZE - 0x2000)),
        Arguments.of("md 1.1", raid(0)),
        Arguments.of("md 1.2", raid(0x1000)),
        Arguments.of("suspended", suspended()),
        Arguments.of("bitlocker", bitlocker()),
        Arguments.of("ReFS", refs()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("built")
  void namesWhatIsBuilt(String name, byte[] volume) throws IOException {
    Tool.require("blkid");
    Path image = folder.resolve("image");
    Files.write(image, volume);
    List<String> known = blkid(image);
    if (name.equals("bitlocker")) { // blkid 2.38 did not look for these yet
      known =
          List.of("BitLocker", "crypto", "2", "my disk", "33221100-5544-7766-8899-aabbccddeeff");
    }
    assertThat(description(image)).isEqualTo(known);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("built")
  void endsOnAnyDamage(String name, byte[] volume) {
    assertThat(name).isNotEmpty();
    Mutations.run(
        volume,
        List.of(new int[] {0, 512}, new int[] {0x1000, 0x1100}),
        (bytes, session) -> Signatures.find(new MemorySource("damaged", bytes, session)));
  }

  private static byte[] bytes(int size, Consumer<ByteBuffer> fill) {
    ByteBuffer b = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    fill.accept(b);
    return b.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] luks2() {
    return bytes(
        SIZE,
        b -> {
          b.put(0, ascii("LUKS\u00ba\u00be")).put(7, (byte) 2);
          b.put(24, ascii("secret")).put(168, ascii("e5f398d9-39da-4b6a-9ac3-e085a9394e7c"));
        });
  }

  private static byte[] raid(int offset) {
    return bytes(
        SIZE,
        b -> {
          b.putInt(offset, 0xa92b4efc).putInt(offset + 4, 1).putLong(offset + 144, offset / 512);
          for (int i = 0; i < 16; i++) {
            b.put(offset + 16 + i, (byte) (i + 1)).put(offset + 168 + i, (byte) i);
          }
          b.put(offset + 32, ascii("host:array"));
          long sum = 0;
          for (int at = 0; at < 256; at += 4) {
            sum += Integer.toUnsignedLong(b.getInt(offset + at));
          }
          b.putInt(offset + 216, (int) (sum + (sum >> 32)));
        });
  }

  private static byte[] suspended() {
    return bytes(
        SIZE,
        b -> {
          b.putInt(1024, 1)
              .putInt(1028, 63)
              .put(1052, ascii("sleepy"))
              .put(4086, ascii("S1SUSPEND"));
          for (int i = 0; i < 16; i++) {
            b.put(1036 + i, (byte) (0xf0 + i));
          }
        });
  }

  private static byte[] bitlocker() {
    return bytes(
        SIZE,
        b -> {
          b.put(0, ascii("\u00ebX\u0090-FVE-FS-")).putLong(0xb0, 0x1000);
          b.put(0x1000, ascii("-FVE-FS-")).putShort(0x100a, (short) 2).putInt(0x1040, 48 + 24);
          for (int i = 0; i < 16; i++) {
            b.put(0x1050 + i, (byte) (i * 0x11));
          }
          b.putShort(0x1070, (short) 24).putShort(0x1072, (short) 7).putShort(0x1074, (short) 2);
          b.put(0x1078, "my disk".getBytes(StandardCharsets.UTF_16LE));
        });
  }

  private static byte[] refs() {
    return bytes(SIZE, b -> b.put(3, ascii("ReFS")));
  }

  private static List<String> description(Path image) throws IOException {
    try (var source = FileSource.open(image, Sources.session())) {
      Signature s = Signatures.find(source).orElseThrow();
      return Stream.of(s.type(), s.usage(), s.version(), s.label(), s.uuid())
          .map(text -> text == null ? "" : text)
          .toList();
    }
  }

  private static List<String> blkid(Path image) {
    return Stream.of("TYPE", "USAGE", "VERSION", "LABEL", "UUID")
        .map(
            tag -> Tool.shell("blkid -p -s %s -o value '%s' || true".formatted(tag, image)).strip())
        .toList();
  }

  private static VolumeContent open(byte[] bytes) throws IOException {
    List<VolumeContent> contents = new ArrayList<>();
    Volume volume = new Volume("/dev/sda1", "partition", Sources.memory(bytes), null);
    Filesystems.open(List.of(volume), contents::add);
    return contents.getFirst();
  }

  @Test
  void hasNoProblemWithSwap() throws IOException {
    byte[] swap = suspended();
    System.arraycopy(ascii("SWAPSPACE2"), 0, swap, 4086, 10);
    VolumeContent content = open(swap);
    assertThat(content.problems()).isEmpty();
    assertThat(content.info().orElseThrow().type()).isEqualTo("swap");
    assertThat(content.info().orElseThrow().sizeBytes()).isEqualTo(63 * 4096L);
  }

  @Test
  void saysThatWhatItKnowsIsNotRead() throws IOException {
    VolumeContent content = open(bytes(SIZE, b -> b.put(0x8000, ascii("JFS1"))));
    assertThat(content.filesystem()).isEmpty();
    assertThat(content.info().orElseThrow().type()).isEqualTo("jfs");
    assertThat(content.problems())
        .containsExactly(
            new Problem(
                "unsupported",
                "/dev/sda1",
                null,
                "/dev/sda1: a filesystem of type jfs, which is not read"));
  }

  @Test
  void knowsNothingOfAnEmptyVolume() throws IOException {
    for (int size : new int[] {0, 1, 511, 512, 4095, 4096, 65536, 1 << 20}) {
      VolumeContent content = open(new byte[size]);
      assertThat(content.info()).isEmpty();
      assertThat(content.problems()).isEmpty();
    }
  }

  @Test
  void namesAFilesystemWhoseReaderFails() throws IOException {
    VolumeContent content = open(fat(b -> b.putShort(0x0b, (short) 500)));
    assertThat(content.filesystem()).isEmpty();
    assertThat(content.info().orElseThrow().type()).isEqualTo("vfat");
    assertThat(content.info().orElseThrow().uuid()).isEqualTo("1234-5678");
    assertThat(content.problems()).extracting(Problem::kind).containsExactly("corrupt");
  }

  @Test
  void keepsAFilesystemWhoseUsageCannotBeRead() throws IOException {
    VolumeContent content = open(fat(b -> b.putShort(0x16, (short) 3100)));
    assertThat(content.filesystem()).isPresent();
    assertThat(content.info().map(info -> info.type())).isEqualTo(Optional.of("vfat"));
    assertThat(content.problems()).extracting(Problem::kind).containsExactly("corrupt");
  }

  /** Returns a FAT12 that says it has 2 MiB and has three quarters of them. */
  private static byte[] fat(Consumer<ByteBuffer> change) {
    return bytes(
        SIZE,
        b -> {
          b.put(0, new byte[] {(byte) 0xeb, 0x3c, (byte) 0x90}).putShort(0x0b, (short) 512);
          b.put(0x0d, (byte) 1).putShort(0x0e, (short) 1).put(0x10, (byte) 1);
          b.putShort(0x11, (short) 16).putShort(0x13, (short) 4096).put(0x15, (byte) 0xf8);
          b.putShort(0x16, (short) 12).put(0x26, (byte) 0x29).putInt(0x27, 0x12345678);
          b.put(0x36, ascii("FAT12   ")).putShort(0x1fe, (short) 0xaa55);
          change.accept(b);
        });
  }
}
