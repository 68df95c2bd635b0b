package io.guestkit.guest;

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
