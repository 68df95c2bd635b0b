package io.guestkit.inspect.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.guest.GuestRoot;
import io.guestkit.inspect.Facts;
import io.guestkit.inspect.GuestInspector;
import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.OperatingSystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InstallMediumTest {

  /** Paths with their texts; then kind, distro, product, version, architecture. */
  static Stream<Arguments> media() {
    return Stream.of(
        medium(
            "live|ubuntu|Ubuntu 22.04.3 LTS \"Jammy Jellyfish\"|22.4|x86_64",
            "/.disk/info",
            "Ubuntu 22.04.3 LTS \"Jammy Jellyfish\" - Release amd64 (20230807.2)",
            "/casper/filesystem.squashfs",
            ""),
        medium(
            "installer|ubuntu|Ubuntu-Server 24.04 LTS \"Noble Numbat\"|24.4|aarch64",
            "/.disk/info",
            "Ubuntu-Server 24.04 LTS \"Noble Numbat\" - Release arm64 (20240423)",
            "/casper/ubuntu-server-minimal.squashfs",
            "",
            "/casper/install-sources.yaml",
            ""),
        medium(
            "live|unknown|Pop_OS 22.04 \"Jammy\"|22.4|x86_64",
            "/.disk/info",
            "Pop_OS 22.04 \"Jammy\" - Release amd64 (20230101)",
            "/casper-1234-ABCD/filesystem.squashfs",
            ""),
        medium(
            "installer|debian|Debian GNU/Linux 12.5.0 \"Bookworm\"|12.5|x86_64",
            "/.disk/info",
            "Debian GNU/Linux 12.5.0 \"Bookworm\" - Official amd64 NETINST with firmware 20240210\n",
            "/install.amd/vmlinuz",
            ""),
        medium(
            "live|debian|Official Debian GNU/Linux Live 12.5.0 gnome 2024-02-10T11:45|12.5|null",
            "/.disk/info",
            "Official Debian GNU/Linux Live 12.5.0 gnome 2024-02-10T11:45",
            "/live/filesystem.squashfs",
            "",
            "/install/gtk/vmlinuz",
            ""),
        medium(
            "installer|rhel|Red Hat Enterprise Linux 9.4|9.4|x86_64",
            "/.treeinfo",
            """
            [general]
            family = Red Hat Enterprise Linux
            name = Red Hat Enterprise Linux 9.4
            version = 9.4
            [release]
            name = Red Hat Enterprise Linux
            version = 9.4
            [tree]
            arch = x86_64
            """,
            "/LiveOS/squashfs.img",
            ""),
        medium(
            "installer|fedora|Fedora 12|12.null|i386",
            "/.treeinfo",
            "[general]\nfamily = Fedora\nversion = 12\narch = i386\n"),
        medium(
            "installer|centos|CentOS 5.11|5.11|null",
            "/.discinfo",
            "1411919462.330472\nCentOS 5.11\nnoarch\n"),
        medium("live|unknown|null|null.null|null", "/LiveOS/squashfs.img", "", "/isolinux/x", ""),
        medium(
            "installer|opensuse|openSUSE-Leap 15.5|15.5|null",
            "/media.1/products",
            "/ openSUSE-Leap 15.5-1\n",
            "/media.1/media",
            ""),
        medium(
            "installer|sles|SLE-15-SP4-Full 15.4|15.4|null",
            "/media.1/products",
            "/ SLE-15-SP4-Full 15.4-0\n"),
        medium(
            "installer|sles|SUSE Linux Enterprise Server 12 SP3|12.null|null",
            "/content",
            "CONTENTSTYLE 11\nDISTRO cpe:/o:suse:sles:12:sp3,SUSE Linux Enterprise Server 12 SP3\n"),
        medium(
            "live|archlinux|Arch Linux|null.null|null",
            "/arch/version",
            "2023.12.01\n",
            "/arch/boot/x",
            ""),
        medium(
            "live|alpinelinux|Alpine Linux alpine-virt-3.19.0 231207|3.19|null",
            "/.alpine-release",
            "alpine-virt-3.19.0 231207\n",
            "/apks/x",
            ""));
  }

  private static Arguments medium(String expected, String... files) {
    return Arguments.of(expected, List.of(files));
  }

  @ParameterizedTest
  @MethodSource("media")
  void eachMediumTellsItself(String expected, List<String> files) throws IOException {
    MemoryFilesystem tree = MemoryFilesystem.create();
    for (int i = 0; i < files.size(); i += 2) {
      tree.file(files.get(i), files.get(i + 1));
    }
    OperatingSystem system = Guests.inspect(tree, "full");

    assertThat(
            "%s|%s|%s|%s.%s|%s"
                .formatted(
                    system.medium(),
                    system.distro(),
                    system.productName(),
                    system.majorVersion(),
                    system.minorVersion(),
                    system.arch()))
        .isEqualTo(expected);
    assertThat(system.packages()).isEmpty();
  }

  @Test
  void aFilesystemOfDataIsNoMedium() throws IOException {
    GuestRoot root =
        GuestRoot.of(
            "/dev/sda1",
            MemoryFilesystem.create().file("/EFI/BOOT/BOOTX64.EFI", "").file("/content", "x"));
    InspectionNotes notes = new InspectionNotes();

    assertThat(GuestInspector.inspect(root, Facts.of(List.of("full")), notes)).isEmpty();
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void survivesDamage() {
    for (Arguments medium : media().toList()) {
      List<?> files = (List<?>) medium.get()[1];
      String path = String.valueOf(files.get(0));
      byte[] text = String.valueOf(files.get(1)).getBytes(StandardCharsets.UTF_8);
      if (text.length > 0) {
        Mutations.run(
            text,
            List.of(),
            (damaged, session) ->
                GuestInspector.inspect(
                    GuestRoot.of("/dev/sda1", MemoryFilesystem.create(session).file(path, damaged)),
                    Facts.of(List.of("full")),
                    new InspectionNotes()));
      }
    }
  }
}
