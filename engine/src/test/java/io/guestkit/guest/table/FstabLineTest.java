package io.guestkit.guest.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FstabLineTest {

  @Test
  void readsFieldsEscapesAndDefaults() {
    assertThat(
            FstabLine.parse(
                """
                # comment
                \t# indented comment

                UUID=1234 / ext4 errors=remount-ro,noatime 0 1
                /dev/sda1\t/mnt/a\\040b\\011c\\134d\\9 vfat
                LABEL=x   /y
                alone
                proc /proc proc defaults x 99999999999 # more
                """))
        .containsExactly(
            new FstabLine("UUID=1234", "/", "ext4", List.of("errors=remount-ro", "noatime"), 0, 1),
            new FstabLine("/dev/sda1", "/mnt/a b\tc\\d\\9", "vfat", List.of("defaults"), 0, 0),
            new FstabLine("LABEL=x", "/y", "auto", List.of("defaults"), 0, 0),
            new FstabLine("proc", "/proc", "proc", List.of("defaults"), 0, 0));
  }

  @Test
  void readsNoMoreLinesThanAnySystemHas() {
    assertThat(FstabLine.parse("a /b\n".repeat(10_000))).hasSize(4096);
  }

  @Test
  void readsWhatFindmntReads(@TempDir Path folder) throws IOException {
    Path fstab = folder.resolve("fstab");
    Files.writeString(
        fstab,
        """
        # /etc/fstab
        UUID=0a3407de-014b-458b-b5c1-848e92a327a3 / ext4 errors=remount-ro 0 1
          LABEL=EFI   /boot/efi\tvfat\tumask=0077,shortname=winnt 0 2
        PARTUUID=abcd-02 /home\\040of\\040all xfs defaults,nofail
        /dev/mapper/vg-swap none swap sw,pri=10 0 0
        /dev/vdb /a\\011b\\134c auto noauto,user 0 0
        //server/share /mnt/smb cifs credentials=/etc/smb.cred,_netdev 0 0
        tmpfs /tmp tmpfs size=20%,mode=1777 0 0
        """);
    String[] rows =
        Tool.run("findmnt", "--tab-file", fstab.toString(), "-P", "-o", COLUMNS).split("\n", -1);
    List<String> expected = new ArrayList<>();
    for (String row : rows) {
      if (!row.isEmpty()) {
        expected.add(row);
      }
    }
    List<String> found = new ArrayList<>();
    for (FstabLine line : FstabLine.parse(Files.readString(fstab))) {
      found.add(
          "SOURCE=\"%s\" TARGET=\"%s\" FSTYPE=\"%s\" OPTIONS=\"%s\" FREQ=\"%d\" PASSNO=\"%d\""
              .formatted(
                  line.spec(),
                  line.path().replace("\\", "\\x5c").replace("\t", "\\x09"),
                  line.type(),
                  String.join(",", line.options()),
                  line.dump(),
                  line.pass()));
    }
    assertThat(found).isEqualTo(expected);
  }

  private static final String COLUMNS = "SOURCE,TARGET,FSTYPE,OPTIONS,FREQ,PASSNO";
}
