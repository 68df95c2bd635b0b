package io.guestkit.guest;

import static io.guestkit.guest.Machines.data;
import static io.guestkit.guest.Machines.system;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.MissingImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Directories at a second place. */
class BindMountsTest {
  private static Machines machine(String fstab) {
    MemoryFilesystem tree =
        system(fstab).file("/srv/www/index", "w").file("/etc/real.conf", "r").directory("/mnt");
    return new Machines()
        .partition("/dev/sda1", tree)
        .partition("/dev/sda2", data("two").file("/deep/three/x", ""));
  }

  private static String device(GuestRoot guest, String path) throws IOException {
    return guest.find(path).orElseThrow().device();
  }

  @Test
  void showsADirectoryAtASecondPlace() throws IOException {
    Machines machine = machine("/srv/www /home/web none bind 0 0\n");
    assertThat(machine.mounts()).containsExactly("/ /dev/sda1", "/home/web /dev/sda1");
    GuestRoot guest = machine.guest();
    assertThat(guest.find("/home/web/index").orElseThrow().path()).isEqualTo("/home/web/index");
    assertThat(guest.list(guest.find("/home/web").orElseThrow()))
        .extracting(GuestFile::path)
        .containsExactly("/home/web/index");
  }

  @Test
  void takesTheDirectoryFromWhatIsMountedThereWhateverTheOrder() throws IOException {
    Machines machine =
        machine(
            """
            /mnt/b/three /var none bind 0 0
            /data/deep /mnt/b none rw,bind 0 0
            UUID=uuid-sda2 /data ext4 defaults 0 0
            """);
    assertThat(machine.mounts())
        .containsExactly("/ /dev/sda1", "/data /dev/sda2", "/mnt/b /dev/sda2", "/var /dev/sda2");
    assertThat(device(machine.guest(), "/var/x")).isEqualTo("/dev/sda2");
  }

  @Test
  void aBindMountLeavesMountsBelowBehindAndAnRbindMountTakesThemAlong() throws IOException {
    Machines machine =
        machine(
            """
            UUID=uuid-sda2 /srv/www/data ext4 defaults 0 0
            /srv /mnt/bind none bind 0 0
            /srv /mnt/rbind none rbind 0 0
            """);
    assertThat(machine.mounts())
        .containsExactly(
            "/ /dev/sda1",
            "/mnt/bind /dev/sda1",
            "/mnt/rbind /dev/sda1",
            "/mnt/rbind/www/data /dev/sda2",
            "/srv/www/data /dev/sda2");
    GuestRoot guest = machine.guest();
    assertThat(guest.find("/mnt/bind/www/data")).isEmpty();
    assertThat(device(guest, "/mnt/rbind/www/data/here")).isEqualTo("/dev/sda2");
  }

  @Test
  void aRootInsideItselfEnds() throws IOException {
    Machines machine = machine("/ /mnt none rbind 0 0\n/mnt /home none rbind 0 0\n");
    assertThat(machine.mounts())
        .containsExactly("/ /dev/sda1", "/home /dev/sda1", "/mnt /dev/sda1", "/mnt/home /dev/sda1");
    GuestRoot guest = machine.guest();
    assertThat(guest.find("/mnt/etc/passwd")).isPresent();
    assertThat(guest.find("/home/mnt/etc")).isEmpty();
  }

  @Test
  void mountsThatWaitForEachOtherEnd() throws IOException {
    Machines machine = machine("/var /home none bind 0 0\n/home /var none bind 0 0\n");
    assertThat(machine.mounts())
        .containsExactly("/ /dev/sda1", "/home /dev/sda1", "/var /dev/sda1");
  }

  @Test
  void aFileCanBeMountedOnAFile() throws IOException {
    Machines machine = machine("/etc/real.conf /etc/passwd none bind 0 0\n");
    GuestRoot guest = machine.guest();
    assertThat(guest.find("/etc/passwd").orElseThrow().entry().size()).isEqualTo(1);
  }

  @Test
  void aDirectoryThatIsNotThereIsAProblem() throws IOException {
    Machines machine =
        machine("/gone /var none bind 0 0\n/lost /home none bind,nofail 0 0\nx /mnt none bind\n");
    GuestRoot guest = machine.guest();
    assertThat(machine.problems())
        .containsExactly(
            new Problem(
                "missing",
                "/dev/sda1",
                "/var",
                "fstab shows /gone at /var, and there is no such file"));
    assertThatExceptionOfType(MissingImageException.class).isThrownBy(() -> guest.find("/var/x"));
    assertThat(guest.find("/home")).isPresent();
  }

  @Test
  void whatLiesBelowAMountThatIsNotThereIsAProblemAtBothPlaces() throws IOException {
    Machines machine = machine("UUID=gone /srv ext4 x 0 0\n/srv/www /var none bind 0 0\n");
    GuestRoot guest = machine.guest();
    assertThat(machine.problems()).extracting(Problem::path).containsExactly("/srv", "/var");
    assertThatExceptionOfType(MissingImageException.class).isThrownBy(() -> guest.find("/var/x"));
  }

  @Test
  void moreMountsThanAnySystemHasAreALimit() throws IOException {
    StringBuilder fstab = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      fstab.append("/srv /mnt/%d none bind 0 0\n".formatted(i));
    }
    Machines machine = machine(fstab.toString());
    assertThat(machine.guest().mountpoints()).hasSize(1025);
    assertThat(machine.problems())
        .containsExactly(
            new Problem("limit", "/dev/sda1", null, "2000 mounts, the first 1024 are done"));
  }

  @Test
  void imagesAndLayersOfDirectoriesAreNamedAsUnread() throws IOException {
    Machines machine =
        machine(
            """
            /srv/www/index /mnt ext4 loop 0 0
            /srv/none.img /media ext4 loop 0 0
            /srv/www/index /opt iso9660 loop,noauto 0 0
            overlay /etc overlay lowerdir=/a,upperdir=/b 0 0
            tank/data /tank zfs defaults 0 0
            """);
    GuestRoot guest = machine.guest();
    assertThat(machine.problems())
        .extracting(p -> p.kind() + " " + p.path() + ": " + p.message())
        .containsExactly(
            "unsupported /mnt: fstab mounts the image /srv/www/index at /mnt, and images inside"
                + " a guest are not read",
            "missing /media: fstab mounts the image /srv/none.img at /media, and there is no such"
                + " file",
            "unsupported /etc: fstab mounts overlay (overlay) at /etc, which is not read",
            "unsupported /tank: fstab mounts tank/data (zfs) at /tank, which is not read");
    assertThat(guest.mountpoints()).hasSize(1);
    assertThat(guest.find("/etc/passwd")).isPresent();
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> guest.find("/tank/x"));
  }
}
