package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.filesystem.FileName;
import io.guestkit.report.FileInfo;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Service;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Debian guest in every container and layout, against dpkg, blkid and the kernel. */
class DebianGuestTest {
  /** 8 MiB: what one inspection may read of the image, however large that is. */
  private static final long MAX_BYTES_READ = 8 << 20;

  private static final String GPT = "/dev/sda2 / /dev/sda1 /boot/efi";
  private static final String MBR =
      "/dev/sda2 / /dev/sda1 /boot /dev/sda7 /home /dev/sda5 /usr /dev/sda6 /var";
  private static final String BTRFS =
      "btrfsvol:/dev/sda2/@ / /dev/sda1 /boot/efi btrfsvol:/dev/sda2/@home /home";

  @ParameterizedTest
  @CsvSource({
    "deb12.raw, web01.example.net, " + GPT,
    "deb12.qcow2, web01.example.net, " + GPT,
    "deb12-zlib.qcow2, web01.example.net, " + GPT,
    "deb12-zstd.qcow2, web01.example.net, " + GPT,
    "deb12-overlay.qcow2, overlay01.example.net, " + GPT,
    "deb12-20g.raw, web01.example.net, " + GPT,
    "deb12-xfs.raw, web01.example.net, " + GPT,
    "deb12-btrfs.raw, web01.example.net, " + BTRFS,
    "deb12-mbr.raw, web01.example.net, " + MBR,
    "deb12-mbr-sda.raw, web01.example.net, " + MBR,
  })
  void reportsWhatTheGuestsOwnToolsSay(String image, String hostname, String mountpoints)
      throws IOException {
    InspectResult.Success result = inspect(Guests.made(image));

    assertThat(result.inspection().problems()).isEmpty();
    assertThat(result.inspection().operatingSystems()).hasSize(1);
    OperatingSystem system = result.inspection().operatingSystems().getFirst();
    assertThat(system.distro()).isEqualTo("debian");
    assertThat(system.majorVersion()).isEqualTo(12);
    assertThat(system.arch()).isEqualTo("x86_64");
    assertThat(system.productName()).isEqualTo("Debian GNU/Linux 12 (bookworm)");
    assertThat(system.timezone()).isEqualTo("Europe/Paris");
    assertThat(system.locale()).isEqualTo("fr_FR.UTF-8");
    assertThat(system.initSystem()).isEqualTo("systemd");
    assertThat(system.hostname()).isEqualTo(hostname);
    assertThat(String.join(" ", mounts(system))).isEqualTo(mountpoints);
    assertThat(system.packages().stream().map(DebianGuestTest::describe))
        .containsExactlyInAnyOrderElementsOf(dpkgQuery());
    assertThat(system.services())
        .extracting(Service::name, Service::state)
        .extracting(tuple -> tuple.toList().get(0) + " " + tuple.toList().get(1))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(Guests.truth("units.txt")));
    assertThat(result.statistics().bytesRead()).isLessThan(MAX_BYTES_READ);
  }

  @ParameterizedTest
  @CsvSource({
    "deb12.raw, /dev/sda1, deb12-efi",
    "deb12.raw, /dev/sda2, deb12-root",
    "deb12-20g.raw, /dev/sda2, deb12-20g-root",
    "deb12-xfs.raw, /dev/sda2, deb12-xfs-root",
    "deb12-btrfs.raw, /dev/sda2, deb12-btrfs-top",
    "deb12-mbr.raw, /dev/sda1, deb12-mbr-boot",
    "deb12-mbr.raw, /dev/sda2, deb12-mbr-root",
    "deb12-mbr.raw, /dev/sda3, deb12-mbr-swap",
    "deb12-mbr.raw, /dev/sda5, deb12-mbr-usr",
    "deb12-mbr.raw, /dev/sda7, deb12-mbr-home",
  })
  void namesFilesystemsAsBlkidDoes(String image, String device, String truth) throws IOException {
    Map<String, String> blkid = new HashMap<>();
    for (String line : Files.readAllLines(Guests.truth(truth + ".blkid"))) {
      blkid.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }

    FilesystemInfo found = filesystem(inspect(Guests.made(image)).inspection(), device);

    assertThat(found.type()).isEqualTo(blkid.get("TYPE"));
    assertThat(found.version()).isEqualTo(blkid.get("VERSION"));
    assertThat(found.usage()).isEqualTo(blkid.get("USAGE"));
    assertThat(found.label()).isEqualTo(blkid.get("LABEL"));
    assertThat(found.uuid()).isEqualTo(blkid.get("UUID"));
  }

  @ParameterizedTest
  @CsvSource({
    "deb12.raw, /dev/sda2, deb12-root",
    "deb12-20g.raw, /dev/sda2, deb12-20g-root",
    "deb12-xfs.raw, /dev/sda2, deb12-xfs-root",
    "deb12-btrfs.raw, /dev/sda2, deb12-btrfs-top",
    "deb12-mbr.raw, /dev/sda1, deb12-mbr-boot",
    "deb12-mbr.raw, /dev/sda6, deb12-mbr-var",
    "deb12-mbr.raw, /dev/sda7, deb12-mbr-home",
  })
  void countsUsageAsStatfsDoes(String image, String device, String truth) throws IOException {
    String[] statfs = Files.readString(Guests.truth(truth + ".statfs")).strip().split(" ", -1);
    long block = Long.parseLong(statfs[2]);
    long free = Long.parseLong(statfs[4]) * block;

    FilesystemInfo found = filesystem(inspect(Guests.made(image)).inspection(), device);

    assertThat(found.sizeBytes()).isEqualTo(Long.parseLong(statfs[3]) * block);
    assertThat(found.freeBytes()).isEqualTo(free);
    assertThat(found.reservedBytes()).isEqualTo(free - Long.parseLong(statfs[5]) * block);
    // Btrfs has no fixed number of inodes, and statfs says 0 and 0.
    boolean fixed = Long.parseLong(statfs[6]) > 0;
    assertThat(found.inodesTotal()).isEqualTo(fixed ? Long.valueOf(statfs[6]) : null);
    assertThat(found.inodesFree()).isEqualTo(fixed ? Long.valueOf(statfs[7]) : null);
  }

  @Test
  void readsNothingForWhatWasNotAskedFor() throws IOException {
    InspectResult.Success minimal = inspect(Guests.made("deb12.raw"), "minimal");
    InspectResult.Success users = inspect(Guests.made("deb12.raw"), "users");
    InspectResult.Success packages = inspect(Guests.made("deb12.raw"), "packages");
    InspectResult.Success all = inspect(Guests.made("deb12.raw"), "default");

    long database = Files.size(Guests.truth("packages.tsv")); // the database is larger than that
    assertThat(minimal.statistics().bytesRead())
        .isLessThan(all.statistics().bytesRead() - database);
    assertThat(users.statistics().bytesRead())
        .isLessThan(packages.statistics().bytesRead() - database);
    assertThat(users.inspection().evidence())
        .isNotEmpty()
        .noneMatch(evidence -> evidence.path().startsWith("/var/lib/dpkg"));
    assertThat(packages.inspection().evidence())
        .anyMatch(evidence -> evidence.path().startsWith("/var/lib/dpkg"));
  }

  private static InspectResult.Success inspect(Path image, String facts) throws IOException {
    InspectOptions options =
        new InspectOptions(List.of(facts), true, InspectOptions.DEFAULT_TIMEOUT);
    try (GuestKit guestkit = GuestKit.create()) {
      return guestkit.inspect(Machine.of(image), options);
    }
  }

  @Test
  void givesTheSameReportEachTimeAndInEveryContainer() throws IOException {
    Inspection raw = inspect(Guests.made("deb12.raw")).inspection();
    Inspection again = inspect(Guests.made("deb12.raw")).inspection();
    Inspection compressed = inspect(Guests.made("deb12-zlib.qcow2")).inspection();

    assertThat(again).isEqualTo(raw);
    assertThat(compressed)
        .usingRecursiveComparison()
        .ignoringFields("disks")
        .withStrictTypeChecking()
        .isEqualTo(raw);
  }

  @ParameterizedTest
  @CsvSource({
    "deb12.raw, deb12-root",
    "deb12-zstd.qcow2, deb12-root",
    "deb12-xfs.raw, deb12-xfs-root",
    "deb12-btrfs.raw, deb12-btrfs-top"
  })
  void showsEveryFileAsTheKernelDoes(String image, String filesystem) throws IOException {
    Map<String, Guests.TrueFile> truth = Guests.files(filesystem);
    Map<String, String> checksums = Guests.checksums(filesystem);

    Map<String, Guests.TrueFile> found = new TreeMap<>();
    Map<String, String> hashes = new TreeMap<>();
    try (GuestKit guestkit = GuestKit.create();
        GuestFiles files = guestkit.files(Machine.of(Guests.made(image)), "/dev/sda2")) {
      Deque<FileInfo> pending = new ArrayDeque<>(List.of(files.stat("/")));
      while (!pending.isEmpty()) {
        FileInfo file = pending.remove();
        String path = latin1(file.path().substring(1));
        found.put(path, asFindPrints(path, file));
        if (file.type().equals("directory")) {
          pending.addAll(files.list(file.path()));
        } else if (file.type().equals("file")) {
          hashes.put(path, Sources.sha256(files.content(file.path())));
        }
      }
    }

    assertThat(found.keySet()).isEqualTo(truth.keySet());
    truth.forEach((path, expected) -> assertThat(found.get(path)).isEqualTo(expected));
    assertThat(hashes).isEqualTo(checksums);
  }

  private static InspectResult.Success inspect(Path image) throws IOException {
    try (GuestKit guestkit = GuestKit.create()) {
      return guestkit.inspect(Machine.of(image), InspectOptions.DEFAULT);
    }
  }

  private static FilesystemInfo filesystem(Inspection report, String device) {
    return report.filesystems().stream()
        .filter(filesystem -> filesystem.device().equals(device))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> mounts(OperatingSystem system) {
    List<String> mounts = new ArrayList<>();
    system.mountpoints().forEach(mount -> mounts.add(mount.device() + " " + mount.path()));
    return mounts;
  }

  private static List<String> dpkgQuery() throws IOException {
    List<String> packages = new ArrayList<>();
    for (String line : Files.readAllLines(Guests.truth("packages.tsv"))) {
      if (line.contains("\tinstall ok installed\t")) {
        packages.add(line.replace("\tinstall ok installed\t", "\t"));
      }
    }
    return packages;
  }

  private static String describe(PackageInfo installed) {
    String version = installed.epoch() == 0 ? "" : installed.epoch() + ":";
    version += installed.version();
    version += installed.release() == null ? "" : "-" + installed.release();
    String sourceVersion = installed.sourceVersion();
    Long size = installed.installedSizeBytes();
    return String.join(
        "\t",
        installed.name(),
        version,
        installed.arch(),
        installed.sourcePackage(),
        sourceVersion == null ? version : sourceVersion,
        installed.publisher(),
        size == null ? "" : String.valueOf(size / 1024),
        installed.summary());
  }

  private static Guests.TrueFile asFindPrints(String path, FileInfo file) {
    char type =
        switch (file.type()) {
          case "directory" -> 'd';
          case "symlink" -> 'l';
          case "fifo" -> 'p';
          case "socket" -> 's';
          case "block_device" -> 'b';
          case "character_device" -> 'c';
          default -> 'f';
        };
    return new Guests.TrueFile(
        path,
        type,
        Integer.parseInt(file.mode(), 8),
        file.uid(),
        file.gid(),
        file.sizeBytes(),
        file.links(),
        file.inode(),
        time(file.modified()),
        time(file.accessed()),
        time(file.changed()),
        latin1(file.target() == null ? "" : file.target()));
  }

  private static String time(@Nullable Instant instant) {
    return instant == null
        ? "?"
        : "%d.%09d0".formatted(instant.getEpochSecond(), instant.getNano());
  }

  private static String latin1(String name) {
    return new String(FileName.encode(name), StandardCharsets.ISO_8859_1);
  }
}
