package io.guestkit.inspect.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootloadersTest {
  private final InspectionNotes notes = new InspectionNotes();

  private static MemoryFilesystem tree() {
    return MemoryFilesystem.create().file("/etc/fstab", "");
  }

  private Bootloader bootloader(MemoryFilesystem tree) throws IOException {
    Bootloader found = Guests.inspect(tree, notes, "bootloader").bootloader();
    assertThat(found).isNotNull();
    assertThat(notes.problems()).isEmpty();
    return Objects.requireNonNull(found);
  }

  @Test
  void aGuestWithoutAConfigurationHasNone() throws IOException {
    MemoryFilesystem tree = tree().file("/boot/grub/unicode.pf2", "");

    assertThat(Guests.inspect(tree, notes, "bootloader").bootloader()).isNull();
  }

  @Test
  void grubLegacyCountsItsTitles() throws IOException {
    MemoryFilesystem tree =
        tree()
            .file(
                "/boot/grub/menu.lst",
                """
                # menu.lst
                default=1
                timeout 10
                splashimage=(hd0,0)/grub/splash.xpm.gz
                title Red Hat (2.6.9)
                  root (hd0,0)
                  kernel /vmlinuz-2.6.9 ro root=LABEL=/ rhgb
                  initrd /initrd-2.6.9.img
                title Xen
                  kernel --no-mem-option /xen.gz dom0_mem=1
                  module /vmlinuz-xen ro password=hunter2
                  module /initrd-xen.img
                title Windows
                  chainloader +1
                """);

    assertThat(bootloader(tree))
        .isEqualTo(
            new Bootloader(
                "grub-legacy",
                "/boot/grub/menu.lst",
                "Xen",
                10,
                "ro password=***",
                List.of(
                    new BootEntry(
                        "Red Hat (2.6.9)",
                        null,
                        "/vmlinuz-2.6.9",
                        "/initrd-2.6.9.img",
                        "ro root=LABEL=/ rhgb"),
                    new BootEntry(
                        "Xen", null, "/vmlinuz-xen", "/initrd-xen.img", "ro password=***"),
                    new BootEntry("Windows", null, null, null, null))));
  }

  @Test
  void grubLegacyKeepsWhatWasChosen() throws IOException {
    String config = "default saved\ntitle A\nkernel /a x\ntitle B\nkernel /b y\n";
    MemoryFilesystem tree =
        tree().file("/boot/grub/menu.lst", config).file("/boot/grub/default", "1\n#\n#\n");

    assertThat(bootloader(tree).defaultEntry()).isEqualTo("B");
    assertThat(bootloader(tree).timeoutSeconds()).isEqualTo(-1);
    assertThat(bootloader(tree().file("/boot/grub/menu.lst", config)).defaultEntry())
        .isEqualTo("A");
  }

  @Test
  void liloJoinsItsOptions() throws IOException {
    MemoryFilesystem tree =
        tree()
            .file(
                "/etc/lilo.conf",
                """
                boot=/dev/sda
                prompt
                timeout=50
                default=old
                root="/dev/sda1"
                append="quiet"
                read-only
                image=/boot/vmlinuz
                  label=linux
                  initrd=/boot/initrd.img
                image = /boot/vmlinuz.old
                  label = old
                  root = /dev/sda2
                  read-write
                  append="debug x"
                  addappend="more"
                other=/dev/sda5
                """);

    assertThat(bootloader(tree))
        .isEqualTo(
            new Bootloader(
                "lilo",
                "/etc/lilo.conf",
                "old",
                5,
                "root=/dev/sda2 rw debug x more",
                List.of(
                    new BootEntry(
                        "linux",
                        null,
                        "/boot/vmlinuz",
                        "/boot/initrd.img",
                        "root=/dev/sda1 ro quiet"),
                    new BootEntry(
                        "old", null, "/boot/vmlinuz.old", null, "root=/dev/sda2 rw debug x more"),
                    new BootEntry("sda5", null, null, null, null))));
  }

  @Test
  void extlinuxHasLabels() throws IOException {
    MemoryFilesystem tree =
        tree()
            .file(
                "/boot/extlinux.conf",
                """
                SERIAL 0 115200
                DEFAULT menu.c32
                PROMPT 0
                APPEND common
                MENU TITLE Alpine
                TIMEOUT 15
                LABEL lts
                  MENU LABEL Linux ^lts
                  LINUX vmlinuz-lts
                  INITRD initramfs-lts,second
                  APPEND root=UUID=1 quiet
                LABEL virt
                  MENU DEFAULT
                  KERNEL vmlinuz-virt
                  APPEND initrd=initramfs-virt root=UUID=2
                TEXT HELP
                  label no
                ENDTEXT
                LABEL plain
                  KERNEL p
                LABEL none
                  APPEND -
                MENU INCLUDE more.conf
                """)
            .file("/boot/more.conf", "label more\nlinux m\n");

    assertThat(bootloader(tree))
        .isEqualTo(
            new Bootloader(
                "extlinux",
                "/boot/extlinux.conf",
                "virt",
                2,
                "initrd=initramfs-virt root=UUID=2",
                List.of(
                    new BootEntry(
                        "Linux lts", "lts", "vmlinuz-lts", "initramfs-lts", "root=UUID=1 quiet"),
                    new BootEntry(
                        "virt",
                        "virt",
                        "vmlinuz-virt",
                        "initramfs-virt",
                        "initrd=initramfs-virt root=UUID=2"),
                    new BootEntry("plain", "plain", "p", null, "common"),
                    new BootEntry("none", "none", null, null, ""),
                    new BootEntry("more", "more", "m", null, "common"))));
  }

  @Test
  void uBootReadsTheSameFileWithDeviceTrees() throws IOException {
    MemoryFilesystem tree =
        tree()
            .file(
                "/boot/extlinux/extlinux.conf",
                """
                default l0
                menu title U-Boot menu
                timeout 50
                label l0
                \tmenu label Debian
                \tlinux /boot/vmlinuz
                \tinitrd /boot/initrd.img
                \tfdtdir /usr/lib/x/
                \tappend root=/dev/mmcblk0p1
                """);

    assertThat(bootloader(tree))
        .isEqualTo(
            new Bootloader(
                "u-boot",
                "/boot/extlinux/extlinux.conf",
                "Debian",
                5,
                "root=/dev/mmcblk0p1",
                List.of(
                    new BootEntry(
                        "Debian",
                        "l0",
                        "/boot/vmlinuz",
                        "/boot/initrd.img",
                        "root=/dev/mmcblk0p1"))));
  }

  @Test
  void syslinuxIsNamedByItsFile() throws IOException {
    MemoryFilesystem tree =
        tree().file("/boot/syslinux/syslinux.cfg", "DEFAULT a\nPROMPT 1\nLABEL a\nLINUX k\n");

    assertThat(bootloader(tree).name()).isEqualTo("syslinux");
    assertThat(bootloader(tree).timeoutSeconds()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/boot/grub/menu.lst",
        "/boot/extlinux.conf",
        "/etc/lilo.conf",
        "/boot/efi/loader/loader.conf"
      })
  void survivesDamage(String path) {
    byte[] config =
        """
        default=saved
        timeout 50
        prompt
        include x.conf
        title a
        kernel --x /k a b
        module /m
        label l
        menu label ^x
        menu default
        linux k
        append initrd=a,b root=1
        image=/k
        initrd=/i
        append="q"
        """
            .getBytes(StandardCharsets.UTF_8);
    Mutations.run(
        config,
        List.of(),
        (image, session) -> {
          MemoryFilesystem tree =
              MemoryFilesystem.create(session).file("/etc/fstab", "").file(path, image);
          if (path.contains("efi")) {
            tree.file("/boot/efi/EFI/systemd/systemd-bootx64.efi", "")
                .file("/boot/efi/loader/entries/a+1-2.conf", image);
          }
          Guests.inspect(tree, "bootloader");
        });
  }
}
