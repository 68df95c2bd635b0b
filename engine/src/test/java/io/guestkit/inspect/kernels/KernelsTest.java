package io.guestkit.inspect.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.report.Kernel;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelsTest {

  /** An x86 image whose header points to a version. */
  static byte[] image(String version) {
    ByteBuffer image = ByteBuffer.allocate(0x800).order(ByteOrder.LITTLE_ENDIAN);
    image.put(0x202, "HdrS".getBytes(StandardCharsets.US_ASCII));
    image.putShort(0x206, (short) 0x20f);
    image.putShort(0x20e, (short) 0x300);
    image.putShort(0x236, (short) 1); // it can be entered in 64 bits
    image.put(0x500, version.getBytes(StandardCharsets.US_ASCII));
    return image.array();
  }

  private static MemoryFilesystem system() {
    return MemoryFilesystem.create().directory("/etc");
  }

  private static List<Kernel> kernels(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, "kernels").kernels();
  }

  @Test
  void readsDebiansNames() throws IOException {
    assertThat(
            kernels(
                system()
                    .file("/boot/vmlinuz-6.1.0-50-amd64", "")
                    .file("/boot/initrd.img-6.1.0-50-amd64", "")
                    .file("/boot/vmlinuz-5.10.0-1-amd64", "")
                    .file("/boot/System.map-6.1.0-50-amd64", "")
                    .link("/boot/vmlinuz", "vmlinuz-6.1.0-50-amd64")
                    .link("/lib", "usr/lib")
                    .file("/usr/lib/modules/6.1.0-50-amd64/modules.dep", "")
                    .directory("/usr/lib/modules/5.10.0-1-amd64/updates")))
        .containsExactly(
            new Kernel("5.10.0-1-amd64", "/boot/vmlinuz-5.10.0-1-amd64", false, null, null),
            new Kernel(
                "6.1.0-50-amd64",
                "/boot/vmlinuz-6.1.0-50-amd64",
                true,
                "/boot/initrd.img-6.1.0-50-amd64",
                null));
  }

  @Test
  void readsRedHatsNamesAndTheRescueImagesOwnRelease() throws IOException {
    String version = "5.14.0-427.el9.x86_64";
    assertThat(
            kernels(
                system()
                    .file("/boot/vmlinuz-" + version, image(version + " (mock@x) #1"))
                    .file("/boot/vmlinuz-0-rescue-0123", image(version + " (mock@x) #1"))
                    .file("/boot/initramfs-" + version + ".img", "")
                    .file("/boot/initramfs-0-rescue-0123.img", "")
                    .file("/lib/modules/" + version + "/vmlinuz", "")
                    .directory("/lib/modules/" + version + "/kernel")))
        .containsExactly(
            new Kernel(
                version,
                "/boot/vmlinuz-0-rescue-0123",
                true,
                "/boot/initramfs-0-rescue-0123.img",
                "x86_64"),
            new Kernel(
                version,
                "/boot/vmlinuz-" + version,
                true,
                "/boot/initramfs-" + version + ".img",
                "x86_64"));
  }

  @Test
  void readsArchsReleaseFromTheImage() throws IOException {
    assertThat(
            kernels(
                system()
                    .file("/boot/vmlinuz-linux", image("6.9.1-arch1-1 (linux@archlinux) #1"))
                    .file("/boot/initramfs-linux.img", "")
                    .file("/lib/modules/6.9.1-arch1-1/modules.dep", "")))
        .containsExactly(
            new Kernel(
                "6.9.1-arch1-1",
                "/boot/vmlinuz-linux",
                true,
                "/boot/initramfs-linux.img",
                "x86_64"));
  }

  @Test
  void readsKernelsThatStandBesideTheirModules() throws IOException {
    assertThat(
            kernels(
                system()
                    .file("/lib/modules/6.8.5/vmlinuz", "")
                    .file("/lib/modules/6.8.5/initramfs.img", "")
                    .file("/lib/modules/6.8.5/modules.dep", "")
                    .file("/lib/modules/6.7.0/modules.dep", "")))
        .containsExactly(
            new Kernel(
                "6.8.5",
                "/lib/modules/6.8.5/vmlinuz",
                true,
                "/lib/modules/6.8.5/initramfs.img",
                null));
  }

  @Test
  void anImageWithoutAHeaderGoesByItsName() throws IOException {
    assertThat(kernels(system().file("/boot/vmlinuz-linux", "MZ")))
        .containsExactly(new Kernel("linux", "/boot/vmlinuz-linux", false, null, null));
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        image("6.9.1 x"),
        List.of(new int[] {0x1f0, 0x220}),
        (bytes, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session).directory("/etc").file("/boot/vmlinuz-a", bytes),
                "kernels"));
  }
}
