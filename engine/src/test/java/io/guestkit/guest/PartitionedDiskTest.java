package io.guestkit.guest;

import static io.guestkit.guest.Machines.mounts;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.FileSource;
import io.guestkit.filesystem.Filesystems;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Problem;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeSystems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests on disks that sfdisk and mkfs make. */
class PartitionedDiskTest {
  private static final String START =
      """
      cd '%s'
      exec >&2
      put() { # partition, its first MiB, mke2fs' options; the files are in the folder of its number
        mkdir -p p$1; truncate -s 4M p$1.img
        mke2fs -q -t ext4 -O ^has_journal -d p$1 ${3:-} p$1.img
        dd if=p$1.img of=disk.raw bs=1M seek=$2 conv=notrunc status=none
      }
      truncate -s 32M disk.raw
      """;

  /** Flatcar's turns, with a partition of the Discoverable Partitions Specification and an ESP. */
  private static final String TURNS =
      START
          + """
          sfdisk -q disk.raw << EOF
          label: gpt
          start=1MiB size=4MiB type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B name=EFI-SYSTEM
          start=5MiB size=4MiB type=5DFBF5F4-2848-4BAC-AA5E-0D9A20B745A6 name=USR-A attrs="GUID:48,56"
          start=9MiB size=4MiB type=5DFBF5F4-2848-4BAC-AA5E-0D9A20B745A6 name=USR-B attrs="GUID:49,56"
          start=13MiB size=4MiB type=933AC7E1-2EB4-4F13-B844-0E14E2AEF915 name=home
          start=17MiB size=4MiB type=3B8F8425-20E0-4F3B-907F-1A25A76F98E8 name=srv attrs="GUID:63"
          start=21MiB size=4MiB name=ROOT
          EOF
          for n in 2 3; do
            mkdir -p p$n/lib/systemd/system-generators
            printf 'ID=flatcar\\nVERSION_ID=%%s\\n' $n > p$n/lib/os-release
            touch p$n/lib/systemd/system-generators/systemd-gpt-auto-generator
          done
          mkdir -p p6/etc p6/usr p6/home p6/srv p6/boot p6/var
          touch p6/etc/passwd
          truncate -s 4M p1.img; mkfs.vfat p1.img
          dd if=p1.img of=disk.raw bs=1M seek=1 conv=notrunc status=none
          put 2 5; put 3 9; put 4 13; put 5 17; put 6 21
          """;

  private static final String TAGS =
      START
          + """
          sfdisk -q disk.raw << EOF
          label: gpt
          start=1MiB size=4MiB name="the root"
          start=5MiB size=4MiB name="my data" uuid=01234567-89AB-CDEF-0123-456789ABCDEF
          start=9MiB size=4MiB
          start=13MiB size=4MiB
          start=17MiB size=4MiB
          EOF
          put 2 5; put 3 9 '-L home'; put 4 13 '-U aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'
          put 5 17
          mkdir -p p1/etc p1/usr p1/home p1/var p1/srv/x
          cat > p1/etc/fstab << EOF
          PARTLABEL=the\\040root / ext4 defaults 0 1
          PARTUUID=01234567-89ab-cdef-0123-456789abcdef /data ext4 defaults 0 2
          /dev/disk/by-partlabel/my\\134x20data /again ext4 defaults 0 2
          LABEL=home /home ext4 defaults 0 2
          UUID=AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE /var ext4 defaults 0 2
          /dev/nvme0n1p5 /nvme ext4 defaults 0 2
          /srv/x /mnt none bind 0 0
          LABEL=gone /gone ext4 defaults 0 2
          EOF
          put 1 1
          """;

  private record Result(List<GuestRoot> guests, List<Problem> problems) {}

  private static Result guests(FileSource file) throws IOException {
    List<VolumeContent> contents = new ArrayList<>();
    List<Volume> disks = List.of(new Volume("/dev/sda", "disk", file, null));
    Filesystems.open(VolumeSystems.scan(disks).volumes(), contents::add);
    List<Problem> problems = new ArrayList<>();
    return new Result(GuestRoots.assemble(contents, problems), problems);
  }

  private static Path make(Path folder, String script) {
    Tool.require("sfdisk", "mke2fs", "mkfs.vfat");
    Tool.shell(script.formatted(folder));
    return folder.resolve("disk.raw");
  }

  @Test
  void turnsAndTypesOfPartitions(@TempDir Path folder) throws IOException {
    try (FileSource file = FileSource.open(make(folder, TURNS), Sources.session())) {
      Result result = guests(file);
      assertThat(result.problems()).isEmpty();
      assertThat(result.guests()).hasSize(1);
      assertThat(mounts(result.guests().getFirst()))
          .containsExactly("/ /dev/sda6", "/boot /dev/sda1", "/home /dev/sda4", "/usr /dev/sda3");
    }
  }

  @Test
  void tagsAndNames(@TempDir Path folder) throws IOException {
    try (FileSource file = FileSource.open(make(folder, TAGS), Sources.session())) {
      Result result = guests(file);
      assertThat(result.problems())
          .containsExactly(
              new Problem(
                  "missing",
                  "/dev/sda1",
                  "/gone",
                  "fstab mounts LABEL=gone at /gone, and no volume of the given disks is that"));
      GuestRoot guest = result.guests().getFirst();
      assertThat(mounts(guest))
          .containsExactly(
              "/ /dev/sda1",
              "/again /dev/sda2",
              "/data /dev/sda2",
              "/home /dev/sda3",
              "/mnt /dev/sda1",
              "/nvme /dev/sda5",
              "/var /dev/sda4");
      assertThat(guest.fstab())
          .extracting(FstabEntry::device)
          .containsExactly(
              "/dev/sda1",
              "/dev/sda2",
              "/dev/sda2",
              "/dev/sda3",
              "/dev/sda4",
              "/dev/sda5",
              null,
              null);
    }
  }
}
