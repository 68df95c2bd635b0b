package io.guestkit.guest;

import static io.guestkit.guest.Machines.data;
import static io.guestkit.guest.Machines.mounts;
import static io.guestkit.guest.Machines.system;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks by the names that a guest has for them. */
class DeviceAgesTest {

  /** Returns where the first system of two disks finds its /data. */
  private static String found(String root, String spec) throws IOException {
    Machines machine =
        new Machines()
            .numbered("/dev/sda1", data("boot"))
            .numbered("/dev/sda2", system(root + " / ext4 x 0 1\n" + spec + " /data ext4 x 0 2\n"))
            .numbered("/dev/sda3", data("three"))
            .numbered("/dev/sdb1", data("other"));
    var mounts = mounts(machine.guest());
    return mounts.size() < 2 ? "none" : mounts.get(1).substring("/data ".length());
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/sda2, /dev/sdb1, /dev/sdb1",
    "/dev/hda2, /dev/hda3, /dev/sda3",
    "/dev/hdc2, /dev/hdc3, /dev/sda3", // the only IDE disk is the second master
    "/dev/sdb2, /dev/sda1, /dev/sdb1", // the guest counts the other way round
    "/dev/sdb2, /dev/sdb1, /dev/sda1",
    "UUID=x, /dev/vdb1, /dev/sdb1",
    "/dev/sdb9, /dev/sda3, /dev/sda3", // another partition: nothing is learned of it
    "/dev/cciss/c0d0p2, /dev/cciss/c0d1p1, /dev/sdb1",
    "/dev/disk/by-id/scsi-A-part2, /dev/disk/by-id/scsi-A-part3, /dev/sda3",
    "/dev/disk/by-id/scsi-A-part2, /dev/disk/by-id/scsi-B-part1, /dev/sdb1",
    "/dev/disk/by-path/pci-0000:00:1f.2-ata-1-part2, /dev/disk/by-path/pci-0000:00:1f.2-ata-1-part1, /dev/sda1",
    "ID=scsi-A-part2, ID=scsi-A-part1, /dev/sda1",
    "/dev/mapper/mpatha-part2, /dev/mapper/mpatha-part3, /dev/sda3",
    "/dev/mapper/mpatha2, /dev/mapper/mpatha3, /dev/sda3",
    "/dev/mapper/mpathap2, /dev/mapper/mpathap3, /dev/sda3",
    "UUID=x, /dev/disk/by-id/scsi-A-part3, none", // either disk's
    "/dev/disk/by-id/scsi-A-part2, /dev/disk/by-id/usb-B-part1, none",
    "UUID=x, /dev/disk/cloud/azure_resource-part1, none",
    "UUID=x, /dev/disk/by-id/dm-name-a-b, none",
    "UUID=x, /dev/disk/by-id, none",
    "UUID=x, PARTUUID=PART-SDB1, /dev/sdb1",
    "UUID=x, /dev/disk/by-partuuid/part-sdb1, /dev/sdb1",
    "UUID=x, PARTLABEL=\"name\\040sdb1\", /dev/sdb1",
    "UUID=x, /dev/disk/by-partlabel/name\\134x20sdb1, /dev/sdb1",
    "UUID=x, /dev/sdb1:/dev/sda3, /dev/sdb1", // bcachefs
  })
  void findsADiskOfAnyAge(String root, String spec, String device) throws IOException {
    assertThat(found(root, spec)).isEqualTo(device);
  }

  @Test
  void aLinkWithoutATellingRootIsTheOnlyDisk() throws IOException {
    Machines machine =
        new Machines()
            .numbered("/dev/sda1", data("boot"))
            .volume("/dev/vg/root", system("/dev/disk/by-id/cciss-36-part1 /boot ext3 x 0 0\n"));
    assertThat(machine.mounts()).containsExactly("/ /dev/vg/root", "/boot /dev/sda1");
  }

  @Test
  void theRootMayBeNamedDevRoot() throws IOException {
    Machines machine = new Machines().numbered("/dev/sda1", system("/dev/root / ext4 x 0 0\n"));
    assertThat(machine.guest().fstab().getFirst().device()).isEqualTo("/dev/sda1");
  }
}
