package io.guestkit.guest.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceNameTest {

  @ParameterizedTest
  @CsvSource({
    "/dev/sda2, /dev/sda2",
    "/dev/hdb, /dev/sdb",
    "/dev/vda15, /dev/sda15",
    "/dev/xvdc1, /dev/sdc1",
    "/dev/vd, /dev/vd",
    "/dev/vdaa1, /dev/vdaa1",
    "/dev/nvme0n1p2, /dev/sda2",
    "/dev/nvme1n1, /dev/sdb",
    "/dev/nvme0n2p1, /dev/nvme0n2p1",
    "/dev/nvme99n1, /dev/nvme99n1",
    "/dev/nvme999999999999n1, /dev/nvme999999999999n1",
    "/dev/mmcblk0p1, /dev/sda1",
    "/dev/cciss/c0d0p1, /dev/sda1",
    "/dev/cciss/c0d1, /dev/sdb",
    "/dev/cciss/c1d0p1, /dev/cciss/c1d0p1",
    "/dev/ida/c0d0p3, /dev/sda3",
    "/dev/rd/c0d2p1, /dev/sdc1",
    "/dev/ubda, /dev/sda",
    "/dev/ubdb1, /dev/sdb1",
    "/dev/ubd0, /dev/sda",
    "/dev/ubd/1, /dev/sdb",
    "/dev/dasda1, /dev/sda1",
    "/dev/dasdb, /dev/sdb",
    "/dev/i2o/hda2, /dev/sda2",
    "/dev/pmem0p1, /dev/sda1",
    "/dev/nbd1p2, /dev/sdb2",
    "/dev/mapper/vg-lv, /dev/vg/lv",
    "/dev/mapper/my--vg-my--lv, /dev/my-vg/my-lv",
    "/dev/mapper/a--b-c----d, /dev/a-b/c--d",
    "/dev/mapper/a---b, /dev/a-/b",
    "/dev/mapper/a-b--, /dev/a/b-",
    "/dev/mapper/a.b+c_d-e.f, /dev/a.b+c_d/e.f",
    "/dev/mapper/a----b-c, /dev/a--b/c",
    "/dev/mapper/luks-0123-4567-89, /dev/mapper/luks-0123-4567-89",
    "/dev/mapper/a--b, /dev/mapper/a--b",
    "/dev/mapper/a-, /dev/mapper/a-",
    "/dev/mapper/cryptswap1, /dev/mapper/cryptswap1",
    "/dev/mapper/-, /dev/mapper/-",
    "/dev/vg/lv, /dev/vg/lv",
  })
  void namesDevicesAsAReportDoes(String device, String canonical) {
    assertThat(DeviceName.canonical(device)).isEqualTo(canonical);
  }
}
