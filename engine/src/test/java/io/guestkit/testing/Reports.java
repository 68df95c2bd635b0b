package io.guestkit.testing;

import io.guestkit.report.DiskInfo;
import io.guestkit.report.Evidence;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Group;
import io.guestkit.report.ImageInfo;
import io.guestkit.report.ImageLayer;
import io.guestkit.report.Inspection;
import io.guestkit.report.Kernel;
import io.guestkit.report.LogicalVolumeInfo;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.OsRelease;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.PhysicalVolumeInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.Service;
import io.guestkit.report.SnapshotInfo;
import io.guestkit.report.User;
import io.guestkit.report.VolumeGroupInfo;
import io.guestkit.report.VolumeInfo;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports built in code. */
public final class Reports {
  private Reports() {}

  /** Returns the report of a small Debian. */
  public static Inspection debian() {
    return new Inspection(
        Inspection.SCHEMA_VERSION,
        List.of(new DiskInfo("/dev/sda", qcow2())),
        List.of(
            new PartitionTableInfo(
                "/dev/sda",
                "gpt",
                null,
                512,
                List.of(
                    new PartitionInfo(
                        "/dev/sda1",
                        1,
                        1 << 20,
                        100 << 20,
                        "c12a7328",
                        "EFI System",
                        null,
                        null,
                        false),
                    new PartitionInfo(
                        "/dev/sda2",
                        2,
                        101 << 20,
                        3L << 30,
                        "0fc63daf",
                        null,
                        null,
                        null,
                        false)))),
        List.of(volumeGroup()),
        List.of(
            new VolumeInfo("/dev/sda1", "partition", 100 << 20, "vfat"),
            new VolumeInfo("/dev/sda2", "partition", 3L << 30, "ext4")),
        List.of(
            filesystem("/dev/sda1", "vfat", null, 100L << 20, 5L << 20),
            filesystem("/dev/sda2", "ext4", "ro\u001b[2Jot", 3L << 30, 3L << 29)),
        List.of(system()),
        List.of("disks", "filesystems", "kernels", "packages", "services", "users"),
        List.of(new Problem("corrupt", "/dev/sda2", "/var/lib/x\udcff", "inode 12:\nbad checksum")),
        List.of(new Evidence("packages", "/dev/sda2", "/var/lib/dpkg/status")));
  }

  private static ImageInfo qcow2() {
    return new ImageInfo(
        "qcow2",
        "3",
        3L << 30,
        812L << 20,
        65536L,
        "zlib",
        null,
        true,
        false,
        false,
        false,
        16,
        "base.qcow2",
        "qcow2",
        null,
        List.of(new ImageLayer("base.qcow2", "qcow2", 3L << 30)),
        List.of(
            new SnapshotInfo("1", "before", Instant.ofEpochSecond(1_700_000_000), 3L << 30, 0)));
  }

  /** A group of two physical volumes, one of which is missing. */
  private static VolumeGroupInfo volumeGroup() {
    return new VolumeGroupInfo(
        "data",
        "g-g",
        8L << 30,
        1L << 30,
        4L << 20,
        2048,
        256,
        7,
        null,
        false,
        true,
        false,
        List.of(),
        List.of(physicalVolume("/dev/sdb", "p-1", 1L << 30), physicalVolume(null, "p-2", 0)),
        List.of(
            new LogicalVolumeInfo(
                "srv",
                "/dev/data/srv",
                "l-l",
                7L << 30,
                "linear",
                true,
                2,
                null,
                null,
                null,
                null,
                false,
                "partial",
                Instant.ofEpochSecond(1_700_000_000),
                "web01",
                List.of("backup"))));
  }

  private static PhysicalVolumeInfo physicalVolume(
      @Nullable String device, String uuid, long free) {
    return new PhysicalVolumeInfo(
        device,
        uuid,
        4L << 30,
        free,
        device == null,
        1024,
        1024 - free / (4L << 20),
        1L << 20,
        "/dev/sdx",
        true,
        List.of());
  }

  private static FilesystemInfo filesystem(
      String device, String type, @Nullable String label, long size, long used) {
    return new FilesystemInfo(
        device,
        type,
        null,
        "filesystem",
        label,
        null,
        4096L,
        size,
        used,
        size - used,
        0L,
        1000L,
        900L,
        true,
        Instant.ofEpochSecond(1_700_000_000),
        "/",
        List.of("has_journal", "extent"),
        List.of(),
        List.of());
  }

  private static OperatingSystem system() {
    return new OperatingSystem(
        "/dev/sda2",
        null,
        "installed",
        "linux",
        "x86_64",
        "debian",
        "Debian GNU/Linux 12 (bookworm)",
        12,
        null,
        "deb",
        "apt",
        null,
        new OsRelease(
            "debian",
            List.of(),
            "Debian",
            null,
            null,
            "12",
            "bookworm",
            null,
            null,
            null,
            null,
            null),
        "deb12",
        null,
        null,
        "systemd",
        "Etc/UTC",
        "C.UTF-8",
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        List.of(new Mountpoint("/dev/sda2", "/"), new Mountpoint("/dev/sda1", "/boot/efi")),
        List.of(new FstabEntry("UUID=1", "/", "ext4", List.of("ro", "noatime"), 0, 1, null)),
        List.of(),
        null,
        List.of(new Kernel("6.1.0-49-amd64", "/boot/vmlinuz-6.1.0-49-amd64", true, null, null)),
        List.of(packageInfo("bash", "5.2.15"), packageInfo("zlib1g", "1.2.13")),
        null,
        List.of(),
        List.of(
            new User("root", 0, 0, "root", "/root", "/bin/bash", "locked", null, null, false),
            new User(
                "ann",
                1000,
                1000,
                "Ann \ud83d\ude00",
                "/home/ann",
                "/bin/sh",
                "set",
                null,
                null,
                true)),
        List.of(new Group("root", 0, List.of())),
        List.of(),
        List.of(),
        null,
        List.of(
            new Service("ssh.service", "enabled", "enabled", "systemd"),
            new Service("x.service", "masked", null, "systemd")),
        List.of(),
        List.of(),
        null);
  }

  private static PackageInfo packageInfo(String name, String version) {
    return new PackageInfo(
        name,
        null,
        0,
        version,
        "1",
        "amd64",
        null,
        null,
        null,
        null,
        null,
        null,
        7_000_000L,
        null,
        "installed",
        false,
        null,
        null,
        null);
  }

  /** Returns a record with a value in every component, however deep. */
  public static <T extends Record> T full(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] =
          components[i].getGenericType() instanceof ParameterizedType list
              ? List.of(value((Class<?>) list.getActualTypeArguments()[0], "x"))
              : value(types[i], components[i].getName());
    }
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a record with another value in one component. */
  public static <T extends Record> T with(T record, String component, @Nullable Object other) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    boolean found = false;
    try {
      for (int i = 0; i < components.length; i++) {
        boolean isIt = components[i].getName().equals(component);
        found |= isIt;
        types[i] = components[i].getType();
        values[i] = isIt ? other : components[i].getAccessor().invoke(record);
      }
      if (!found) {
        throw new IllegalArgumentException(component);
      }
      @SuppressWarnings("unchecked") // of the record's own class
      T changed = (T) record.getClass().getDeclaredConstructor(types).newInstance(values);
      return changed;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object value(Class<?> type, String name) {
    if (type.isRecord()) {
      return full(type.asSubclass(Record.class));
    } else if (type == String.class) {
      return "the " + name;
    } else if (type == int.class || type == Integer.class) {
      return 7;
    } else if (type == long.class || type == Long.class) {
      return 7_000_000_000L;
    } else if (type == boolean.class || type == Boolean.class) {
      return true;
    } else if (type == Instant.class) {
      return Instant.ofEpochSecond(1_700_000_000, 5);
    }
    throw new IllegalStateException(type.getName());
  }
}
