package io.guestkit.guest;

import static io.guestkit.guest.Machines.data;
import static io.guestkit.guest.Machines.system;

import io.guestkit.block.ReadSession;
import io.guestkit.filesystem.FileName;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged tables end in mounts or problems. */
class MountTablesMutationTest {
  private static final String FSTAB =
      """
      # /etc/fstab
      /dev/hda1 / ext4 errors=remount-ro 0 1
      UUID=uuid-sda2 /var ext4 defaults,nofail 0 2
      LABEL=a\\040b /home btrfs subvol=@home,subvolid=256 0 0
      /srv /mnt/a\\040b none rbind 0 0
      /mnt /home/x none bind 0 0
      / /mnt/all none rbind 0 0
      /dev/mapper/mpathap1 /m ext4 x 0 0
      /dev/disk/by-id/scsi-A-part1 /n ext4 x 0 0
      /dev/mapper/home /opt ext4 x 0 0
      """;

  private static final String CRYPTTAB =
      "home UUID=uuid-sda3 none luks,discard\nswap /dev/vda9 /dev/urandom swap\n";

  private static final String UNIT =
      "[Unit]\nConditionPathExists=/x\n[Mount]\nWhat=/dev/sda2\nWhere=/srv/a\nOptions=x,\\\ny\n";

  private static final String ENTRY = "version 2\noptions root=x ostree=/ostree/boot.0/os/c/0\n";

  private static final String NAME = "srv-a\\x2db.mount";

  private static byte[] all() {
    return String.join("\u0001", FSTAB, CRYPTTAB, UNIT, ENTRY, NAME)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void damagedTablesEndInMountsOrProblems() {
    Mutations.run(all(), List.of(), MountTablesMutationTest::read);
  }

  private static void read(byte[] damaged, ReadSession session) throws IOException {
    int[] lengths = {FSTAB.length(), CRYPTTAB.length(), UNIT.length(), ENTRY.length()};
    String[] texts = new String[lengths.length + 1];
    int start = 0;
    for (int i = 0; i < texts.length; i++) {
      int end = i < lengths.length ? start + lengths[i] : damaged.length;
      texts[i] = FileName.decode(Arrays.copyOfRange(damaged, start, end));
      start = end + 1;
    }
    MemoryFilesystem tree = system(texts[0]).file("/etc/crypttab", texts[1]).directory("/srv/a");
    String name = texts[4].replace('/', '_');
    tree.file("/etc/systemd/system/srv-a.mount", texts[2])
        .link("/etc/systemd/system/local-fs.target.wants/srv-a.mount", "../srv-a.mount")
        .file("/usr/lib/systemd/system/" + name, texts[2])
        .link("/usr/lib/systemd/system/local-fs.target.wants/" + name, "../" + name);
    look(
        new Machines()
            .numbered("/dev/sda1", tree)
            .numbered("/dev/sda2", data("two"))
            .unread("/dev/sda3", "crypto_LUKS", "crypto"));
    MemoryFilesystem sysroot =
        MemoryFilesystem.create(session)
            .file("/ostree/deploy/os/deploy/a.0/etc/fstab", texts[0])
            .directory("/ostree/deploy/os/deploy/a.0/usr")
            .link("/ostree/boot.0/os/c/0", "../../../deploy/os/deploy/a.0")
            .file("/boot/loader/entries/x.conf", texts[3]);
    look(new Machines().numbered("/dev/sda1", sysroot).numbered("/dev/sda2", data("two")));
  }

  private static void look(Machines machine) throws IOException {
    for (GuestRoot guest : machine.guests()) {
      for (var mountpoint : guest.mountpoints()) {
        Mutations.attempt(() -> guest.find(mountpoint.path() + "/here"));
      }
      guest.fstab();
      guest.crypttab();
    }
  }
}
