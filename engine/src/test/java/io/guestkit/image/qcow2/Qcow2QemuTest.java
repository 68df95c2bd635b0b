package io.guestkit.image.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Extent;
import io.guestkit.block.LockedImageException;
import io.guestkit.image.DiskImage;
import io.guestkit.image.ImageFormats;
import io.guestkit.image.ImageOptions;
import io.guestkit.report.ImageInfo;
import io.guestkit.report.SnapshotInfo;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that qemu-img and qemu-io make, compared with what those say of them. */
class Qcow2QemuTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @BeforeEach
  void writeRandomBytes() throws IOException {
    Tool.require("qemu-img", "qemu-io");
    byte[] random = new byte[5 << 20];
    new Random(3).nextBytes(random);
    Arrays.fill(random, 1 << 20, 2 << 20, (byte) 0);
    Files.write(folder.resolve("random.raw"), random);
  }

  private void shell(String script) {
    Tool.shell("cd '" + folder + "'\n" + script);
  }

  private DiskImage open(String name, @Nullable String snapshot) throws IOException {
    ImageOptions options = new ImageOptions(List.of(), snapshot);
    return ImageFormats.open(folder.resolve(name), options, Sources.session());
  }

  /** Compares the whole disk, read in pieces of an odd size, and the extents. */
  private void compare(DiskImage disk, String raw) throws IOException {
    byte[] expected = Files.readAllBytes(folder.resolve(raw));
    byte[] actual = new byte[expected.length];
    assertThat(disk.size()).isEqualTo(expected.length);
    for (int at = 0; at < actual.length; at += 700_001) {
      int length = Math.min(700_001, actual.length - at);
      disk.readFully(at, ByteBuffer.wrap(actual, at, length));
    }
    assertThat(Arrays.mismatch(actual, expected)).isEqualTo(-1);
  }

  /** Runs it in the folder: QEMU takes a data file's name as relative to that. */
  private String qemuImg(String command, String name) {
    return Tool.shell("cd '%s'; qemu-img %s --output=json %s".formatted(folder, command, name));
  }

  /** Compares with qemu-img's map, which looks into sparse raw files too. */
  private void compareMap(DiskImage disk, String name, boolean isAllQcow2) throws IOException {
    String map = qemuImg("map", name);
    for (JsonNode range : JSON.readTree(map)) {
      boolean data = range.get("data").asBoolean();
      long end = range.get("start").asLong() + range.get("length").asLong();
      for (long at = range.get("start").asLong(); at < end; ) {
        Extent extent = disk.extentAt(at);
        if (data || isAllQcow2) {
          assertThat(extent.kind() == Extent.Kind.DATA).as("%s at %d", range, at).isEqualTo(data);
        }
        at += extent.length();
      }
    }
  }

  private void compareInfo(ImageInfo info, String name) throws IOException {
    JsonNode truth = JSON.readTree(qemuImg("info", name));
    JsonNode data = truth.at("/format-specific/data");
    assertThat(info.format()).isEqualTo(truth.get("format").asText());
    assertThat(info.version()).isEqualTo(data.get("compat").asText().equals("1.1") ? "3" : "2");
    assertThat(info.virtualSizeBytes()).isEqualTo(truth.get("virtual-size").asLong());
    assertThat(info.fileSizeBytes()).isEqualTo(Files.size(folder.resolve(name)));
    assertThat(info.clusterSizeBytes()).isEqualTo(truth.get("cluster-size").asLong());
    assertThat(info.dirty()).isEqualTo(truth.get("dirty-flag").asBoolean());
    assertThat(info.compressionType()).isEqualTo(text(data, "compression-type"));
    assertThat(String.valueOf(info.refcountBits())).isEqualTo(text(data, "refcount-bits"));
    assertThat(info.dataFile()).isEqualTo(text(data, "data-file"));
    assertThat(info.encryption()).isEqualTo(text(data.path("encrypt"), "format"));
    assertThat(flag(info.corrupt())).isEqualTo(text(data, "corrupt"));
    assertThat(flag(info.lazyRefcounts())).isEqualTo(text(data, "lazy-refcounts"));
    assertThat(flag(info.extendedL2())).isEqualTo(text(data, "extended-l2"));
    assertThat(info.backingFile()).isEqualTo(text(truth, "backing-filename"));
    assertThat(info.backingFormat()).isEqualTo(text(truth, "backing-filename-format"));
    assertThat(info.snapshots()).hasSize(truth.path("snapshots").size());
    for (int i = 0; i < info.snapshots().size(); i++) {
      compareSnapshot(info.snapshots().get(i), truth.get("snapshots").get(i));
    }
  }

  private static void compareSnapshot(SnapshotInfo snapshot, JsonNode truth) {
    assertThat(snapshot.id()).isEqualTo(text(truth, "id"));
    assertThat(snapshot.name()).isEqualTo(text(truth, "name"));
    assertThat(snapshot.vmStateSizeBytes()).isEqualTo(truth.get("vm-state-size").asLong());
    assertThat(snapshot.created())
        .isEqualTo(
            Instant.ofEpochSecond(truth.get("date-sec").asLong(), truth.get("date-nsec").asLong()));
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.has(field) ? node.get(field).asText() : null;
  }

  private static @Nullable String flag(@Nullable Boolean value) {
    return value == null ? null : value.toString();
  }

  static Stream<String> options() {
    Stream<String> sizes =
        Stream.of(
                "512", "1k", "2k", "4k", "8k", "16k", "32k", "64k", "128k", "256k", "512k", "1M",
                "2M")
            .flatMap(size ->
                Stream.of("compat=0.10,cluster_size=" + size, "compat=1.1,cluster_size=" + size));
    return Stream.concat(
        sizes,
        Stream.of(
            "compression_type=zstd",
            "compression_type=zstd,cluster_size=512",
            "compression_type=zstd,cluster_size=2M",
            "extended_l2=on,cluster_size=16k",
            "extended_l2=on",
            "extended_l2=on,cluster_size=2M,compression_type=zstd",
            "lazy_refcounts=on,refcount_bits=1",
            "refcount_bits=64"));
  }

  /**
   * A chain: a raw file shorter than the disk, an image in the middle, one on top, written to in
   * every way that there is.
   */
  @ParameterizedTest
  @MethodSource("options")
  void readsAChain(String options) throws IOException {
    shell(
        """
        qemu-img create -q -f qcow2 -F raw -b random.raw -o %s middle 11M
        qemu-io -t unsafe -f qcow2 middle -c 'write -q -s random.raw 2M 1M' -c 'write -q -P 3 5243000 100' \
          -c 'write -q -c -s random.raw 6M 2M' -c 'write -q -c -P 5 0 2M' \
          -c 'write -q -z 3M 128k' -c 'write -q -P 9 10M 64k'
        qemu-img create -q -f qcow2 -F qcow2 -b middle -o %s top 9M
        qemu-io -t unsafe -f qcow2 top -c 'write -q -s random.raw 777 5000' -c 'write -q -z -u 2M 512k' \
          -c 'write -q -z 2500k 1k' -c 'write -q -c -s random.raw 4M 2M' \
          -c 'write -q -P 1 3M 2M' -c 'discard -q 3500k 700k' -c 'write -q -P 2 9400000 37184'
        qemu-img convert -t unsafe -O raw top out.raw
        qemu-img convert -t unsafe -O raw middle middle.raw
        """
            .formatted(options, options));
    try (DiskImage disk = open("top", null)) {
      compare(disk, "out.raw");
      compareMap(disk, "top", false);
      compareInfo(disk.info(), "top");
      assertThat(disk.info().backingChain())
          .extracting("name", "format", "virtualSizeBytes")
          .containsExactly(
              tuple("middle", "qcow2", 11L << 20), tuple("random.raw", "raw", 5L << 20));
    }
    try (DiskImage disk = open("middle", null)) {
      compare(disk, "middle.raw");
      compareInfo(disk.info(), "middle");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zlib", "zstd", "zstd,cluster_size=2M", "zlib,extended_l2=on"})
  void readsACompressedImage(String type) throws IOException {
    shell(
        "qemu-img convert -t unsafe -c -O qcow2 -o compression_type=%s random.raw image"
            .formatted(type));
    try (DiskImage disk = open("image", null)) {
      compare(disk, "random.raw");
      compareMap(disk, "image", true);
      compareInfo(disk.info(), "image");
    }
  }

  /** The library has a native decompressor too, which would unpack itself into a file. */
  @Test
  void decompressesWithoutNativeCode() throws IOException {
    readsACompressedImage("zstd");
    assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain("zstd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preallocation=metadata",
        "preallocation=full,extended_l2=on",
        "preallocation=falloc",
        "data_file=data.raw",
        "data_file=data.raw,data_file_raw=on",
        "data_file=data.raw,extended_l2=on",
        "data_file=data.raw,preallocation=metadata"
      })
  void readsAnImageOfItsOwn(String options) throws IOException {
    shell(
        """
        qemu-img create -q -f qcow2 -o %s image 8M
        qemu-io -t unsafe -f qcow2 image -c 'write -q -s random.raw 777 2500000' -c 'write -q -z 2M 100k' \
          -c 'write -q -P 1 7M 1M' -c 'discard -q 7200k 300k'
        qemu-img convert -t unsafe -O raw image out.raw
        """
            .formatted(options));
    try (DiskImage disk = open("image", null)) {
      compare(disk, "out.raw");
      compareMap(disk, "image", !options.contains("prealloc") && !options.contains("data_file"));
      compareInfo(disk.info(), "image");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"compat=1.1", "compat=1.1,extended_l2=on", "compat=0.10"})
  void readsSnapshots(String options) throws IOException {
    shell(
        """
        qemu-img create -q -f qcow2 -o %s image 6M
        qemu-io -t unsafe -f qcow2 image -c 'write -q -s random.raw 0 3M'
        qemu-img snapshot -c one image
        qemu-io -t unsafe -f qcow2 image -c 'write -q -P 1 1M 1M' -c 'write -q -c -P 3 5M 64k'
        qemu-img snapshot -c 'zwei und drei' image
        qemu-img snapshot -c 1 image
        qemu-io -t unsafe -f qcow2 image -c 'write -q -P 2 0 6M'
        qemu-img convert -t unsafe -O raw -l snapshot.name=one image one.raw
        qemu-img convert -t unsafe -O raw -l snapshot.id=2 image two.raw
        qemu-img convert -t unsafe -O raw image active.raw
        """
            .formatted(options));
    try (DiskImage disk = open("image", "one")) {
      compare(disk, "one.raw");
      compareInfo(disk.info(), "image");
    }
    try (DiskImage disk = open("image", "1")) { // an id goes before a name
      compare(disk, "one.raw");
    }
    try (DiskImage disk = open("image", "zwei und drei")) {
      compare(disk, "two.raw");
    }
    try (DiskImage disk = open("image", null)) {
      compare(disk, "active.raw");
    }
  }

  @Test
  void aSnapshotKeepsTheSizeThatItsDiskHad() throws IOException {
    shell(
        """
        qemu-img create -q -f qcow2 image 5M
        qemu-io -t unsafe -f qcow2 image -c 'write -q -s random.raw 0 5M'
        qemu-img snapshot -c small image
        qemu-img resize -q image 700M
        qemu-io -t unsafe -f qcow2 image -c 'write -q -P 2 0 5M' -c 'write -q -P 2 699M 1M'
        """);
    try (DiskImage disk = open("image", "small")) {
      compare(disk, "random.raw");
      assertThat(disk.info().virtualSizeBytes()).isEqualTo(5 << 20);
    }
    try (DiskImage disk = open("image", null)) {
      assertThat(disk.readBytes((700L << 20) - 1, 1)).containsExactly(2);
    }
  }

  /** What a download left out is no zeros. */
  @Test
  void noticesThatTheFileIsCutOff() throws IOException {
    shell(
        """
        qemu-img convert -t unsafe -O qcow2 random.raw image
        truncate -s -1M image
        """);
    try (DiskImage disk = open("image", null)) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> disk.readBytes(0, (int) disk.size()))
          .withMessageContaining("past the end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes", "luks"})
  void namesTheEncryption(String format) throws IOException {
    // qemu times its key derivation, and now and then finds the clock of the CPU too coarse for it.
    shell(
        """
        for attempt in $(seq 20); do
          ! qemu-img create -q -f qcow2 --object secret,id=s,data=secret \
            -o encrypt.format=%s,encrypt.key-secret=s image 1M || exit 0
        done
        exit 1
        """
            .formatted(format));
    try (DiskImage disk = open("image", null)) {
      assertThat(disk.info().encryption()).isEqualTo(format);
      assertThatExceptionOfType(LockedImageException.class)
          .isThrownBy(() -> disk.readBytes(0, 512));
    }
  }

  @Test
  void anEmptyDiskAndALargeOneAreRead() throws IOException {
    shell("qemu-img create -q -f qcow2 empty 0; qemu-img create -q -f qcow2 large 20T");
    try (DiskImage disk = open("empty", null)) {
      assertThat(disk.size()).isZero();
    }
    try (DiskImage disk = open("large", null)) {
      assertThat(disk.extentAt(5)).isEqualTo(new Extent(Extent.Kind.ZERO, (20L << 40) - 5));
      assertThat(disk.readBytes(disk.size() - 5, 5)).containsOnly(0);
    }
  }

  /** A writer that did not end: qemu-io is killed with the image open. */
  @Test
  void readsADirtyImage() throws IOException {
    shell(
        """
        qemu-img create -q -f qcow2 -o lazy_refcounts=on image 1M
        qemu-io -t unsafe -f qcow2 image -c 'write -q -P 4 0 64k' -c 'flush' -c abort >&2 || true
        """);
    try (DiskImage disk = open("image", null)) {
      assertThat(disk.info().dirty()).isTrue();
      assertThat(disk.readBytes(0, 4)).containsOnly(4);
    }
  }
}
