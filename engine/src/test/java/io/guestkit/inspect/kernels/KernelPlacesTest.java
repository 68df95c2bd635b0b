package io.guestkit.inspect.kernels;

import static io.guestkit.inspect.kernels.KernelsTest.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Kernel;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where distributions put kernels besides /boot. */
class KernelPlacesTest {
  private static final String ID = "b08dfa6083e7567a1921a715000001fb";

  private static MemoryFilesystem system() {
    return MemoryFilesystem.create().directory("/etc");
  }

  private static List<Kernel> kernels(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, "kernels").kernels();
  }

  @Test
  void ostreeHasADirectoryForEachDeployment() throws IOException {
    String version = "6.5.6-300.fc39.x86_64";
    String boot = "/boot/ostree/fedora-coreos-0123";
    assertThat(
            kernels(
                system()
                    .file(boot + "/vmlinuz-" + version, image(version + " x"))
                    .file(boot + "/initramfs-" + version + ".img", "")
                    .file(boot + "/.vmlinuz-" + version + ".hmac", "")
                    .file("/usr/lib/modules/" + version + "/modules.dep", "")
                    .file("/usr/lib/modules/" + version + "/vmlinuz", "")
                    .link("/lib", "usr/lib")))
        .containsExactly(
            new Kernel(
                version,
                boot + "/vmlinuz-" + version,
                true,
                boot + "/initramfs-" + version + ".img",
                "x86_64"));
  }

  @Test
  void flatcarHasTwoOfWhichOneStarts() throws IOException {
    assertThat(kernels(system().file("/boot/flatcar/vmlinuz-a", image("6.1.77-flatcar x"))))
        .containsExactly(
            new Kernel("6.1.77-flatcar", "/boot/flatcar/vmlinuz-a", false, null, "x86_64"));
  }

  @Test
  void nixosNamesItsImagesByTheirHash() throws IOException {
    String modules = "/nix/var/nix/profiles/system/kernel-modules/lib/modules/6.1.55/modules.dep";
    String boot = "/boot/EFI/nixos";
    assertThat(
            kernels(
                system()
                    .file(boot + "/aaaa-linux-6.1.55-bzImage.efi", image("6.1.55 x"))
                    .file(boot + "/bbbb-initrd-linux-6.1.55-initrd.efi", "")
                    .file("/boot/kernels/cccc-linux-6.1.50-bzImage", "")
                    .file(modules, "")))
        .containsExactly(
            new Kernel("6.1.50", "/boot/kernels/cccc-linux-6.1.50-bzImage", false, null, null),
            new Kernel(
                "6.1.55",
                boot + "/aaaa-linux-6.1.55-bzImage.efi",
                true,
                boot + "/bbbb-initrd-linux-6.1.55-initrd.efi",
                "x86_64"));
  }

  @Test
  void unifiedImagesHoldTheirInitramfs() throws IOException {
    byte[] unified = KernelImageTest.pe(0xaa64, ".uname", "6.6.1", ".initrd", "x");
    assertThat(
            kernels(
                system()
                    .file("/boot/efi/EFI/Linux/" + ID + "-6.6.1.efi", unified)
                    .file("/boot/efi/EFI/Linux/other.efi", "")
                    .file("/boot/efi/EFI/Linux/readme.txt", "")))
        .containsExactly(
            new Kernel(
                "6.6.1",
                "/boot/efi/EFI/Linux/" + ID + "-6.6.1.efi",
                false,
                "/boot/efi/EFI/Linux/" + ID + "-6.6.1.efi",
                "aarch64"),
            new Kernel("other", "/boot/efi/EFI/Linux/other.efi", false, null, null));
  }

  @Test
  void kernelInstallMakesDirectoriesOfTheMachine() throws IOException {
    assertThat(
            kernels(
                system()
                    .file("/efi/" + ID + "/6.8.1/linux", image("6.8.1 x"))
                    .file("/efi/" + ID + "/6.8.1/initrd", "")
                    .file("/efi/loader/loader.conf", "")))
        .containsExactly(
            new Kernel(
                "6.8.1",
                "/efi/" + ID + "/6.8.1/linux",
                false,
                "/efi/" + ID + "/6.8.1/initrd",
                "x86_64"));
  }

  @Test
  void linksAndSymbolsAreNotFurtherKernels() throws IOException {
    assertThat(
            kernels(
                system()
                    .file("/boot/vmlinuz-huge-5.15.19", image("5.15.19 x"))
                    .link("/boot/vmlinuz-huge", "vmlinuz-huge-5.15.19")
                    .link("/boot/vmlinuz", "vmlinuz-huge-5.15.19")
                    .file("/boot/vmlinux-5.15.19.gz", "")
                    .file("/boot/vmlinuz-5.15.19.sig", "")
                    .link("/boot/vmlinuz-5.15.19", "../lib/modules/5.15.19/vmlinuz")
                    .file("/lib/modules/5.15.19/vmlinuz", image("5.15.19 x"))))
        .containsExactly(
            new Kernel("5.15.19", "/boot/vmlinuz-5.15.19", false, null, "x86_64"),
            new Kernel("5.15.19", "/boot/vmlinuz-huge-5.15.19", false, null, "x86_64"));
  }

  @Test
  void theOnlyKernelNeedsNoName() throws IOException {
    assertThat(
            kernels(
                system()
                    .file("/boot/bzImage", image("5.10.1 x"))
                    .file("/boot/initrd", "")
                    .file("/boot/zImage", "")))
        .containsExactly(new Kernel("5.10.1", "/boot/bzImage", false, "/boot/initrd", "x86_64"));
  }

  @Test
  void oldKernelsHaveTheArchitectureOfTheirModules() throws IOException {
    byte[] old = image("2.6.18-398.el5 x");
    old[0x206] = 6;
    byte[] module = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, module, 0, 7);
    module[18] = 62;
    String modules = "/lib/modules/2.6.18-398.el5";
    MemoryFilesystem tree =
        system()
            .file("/boot/vmlinuz-2.6.18-398.el5", old)
            .file(modules + "/modules.dep", modules + "/kernel/a.ko: b.ko\n")
            .file(modules + "/kernel/a.ko", module);

    assertThat(kernels(tree)).extracting(Kernel::arch).containsExactly("x86_64");
    assertThat(kernels(tree.file(modules + "/modules.dep", "kernel/a.ko:\n")))
        .extracting(Kernel::arch)
        .containsExactly("x86_64");
  }

  @Test
  void moreKernelsThanAnybodyInstallsAreBounded() throws IOException {
    MemoryFilesystem tree = system();
    for (int i = 0; i < 1100; i++) {
      tree.file("/boot/vmlinuz-" + i, "");
    }
    InspectionNotes notes = new InspectionNotes();

    assertThat(Guests.inspect(tree, notes, "kernels").kernels()).hasSize(1024);
    assertThat(notes.problems())
        .extracting("message")
        .containsExactly("/boot: more than the 1024 kernels that are read");
  }

  @Test
  void survivesDamagedLists() {
    Mutations.run(
        "kernel/a.ko: kernel/b.ko\n".getBytes(StandardCharsets.US_ASCII),
        List.of(),
        (damaged, session) ->
            kernels(
                MemoryFilesystem.create(session)
                    .directory("/etc")
                    .file("/boot/vmlinuz-1", "")
                    .file("/lib/modules/1/modules.dep", damaged)));
  }
}
