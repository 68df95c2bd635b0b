package io.guestkit.guest;

import static io.guestkit.guest.Machines.data;
import static io.guestkit.guest.Machines.system;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Tool;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mounts by the types of partitions. */
class PartitionMountsTest {
  private static final String GENERATOR =
      "/usr/lib/systemd/system-generators/systemd-gpt-auto-generator";
  private static final String MACHINE_ID = "0123456789abcdef0123456789abcdef";

  private static MemoryFilesystem systemd(String fstab) {
    return system(fstab).file(GENERATOR, "ELF").directory("/efi").directory("/srv");
  }

  private static Machines all(MemoryFilesystem tree) {
    return new Machines()
        .partition("/dev/sda1", PartitionTypes.ESP, "esp", 0, data("esp"))
        .partition("/dev/sda2", PartitionTypes.EXTENDED_BOOT, "xbootldr", 0, data("boot"))
        .partition("/dev/sda3", tree)
        .partition("/dev/sda4", PartitionTypes.HOME, "home", 0, data("home"))
        .partition("/dev/sda5", PartitionTypes.HOME, "second", 0, data("home"))
        .partition("/dev/sda6", PartitionTypes.SRV, "srv", 0, data("srv"))
        .partition("/dev/sda7", PartitionTypes.VAR, "var", 0, data("var"))
        .partition("/dev/sda8", PartitionTypes.TMP, "tmp", 0, data("tmp"))
        .partition("/dev/sdb1", PartitionTypes.SRV, "else", 0, data("else"));
  }

  @Test
  void mountsTheFirstOfEachTypeOnTheRootsDisk() throws IOException {
    assertThat(all(systemd("")).mounts())
        .containsExactly(
            "/ /dev/sda3",
            "/boot /dev/sda2",
            "/efi /dev/sda1",
            "/home /dev/sda4",
            "/srv /dev/sda6",
            "/var/tmp /dev/sda8");
  }

  @Test
  void leavesWhatFstabOrFilesAreThere() throws IOException {
    MemoryFilesystem tree =
        systemd("UUID=gone /home/ ext4 nofail 0 0\ntmpfs /var/tmp tmpfs x 0 0\n/dev/sda1 /boot/efi")
            .file("/srv/file", "")
            .file("/boot/vmlinuz", "");
    assertThat(all(tree).mounts()).containsExactly("/ /dev/sda3", "/boot/efi /dev/sda1");
  }

  @Test
  void theEspIsAtBootWhereNoDirectoryEfiIs() throws IOException {
    MemoryFilesystem tree = system("").file(GENERATOR, "ELF");
    assertThat(
            new Machines()
                .partition("/dev/sda1", PartitionTypes.ESP, "esp", 0, data("esp"))
                .partition("/dev/sda2", tree)
                .mounts())
        .containsExactly("/ /dev/sda2", "/boot /dev/sda1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no generator", "masked", "no-auto", "another table"})
  void doesNothingWhereSystemdWouldNot(String why) throws IOException {
    MemoryFilesystem tree = why.equals("no generator") ? system("") : systemd("");
    if (why.equals("masked")) {
      tree.link("/etc/systemd/system-generators/systemd-gpt-auto-generator", "/dev/null");
    }
    long attributes = why.equals("no-auto") ? 1L << 63 : 0;
    String type = why.equals("another table") ? "0x83" : PartitionTypes.HOME;
    assertThat(
            new Machines()
                .partition("/dev/sda1", tree)
                .partition("/dev/sda2", type, "home", attributes, data("home"))
                .mounts())
        .containsExactly("/ /dev/sda1");
  }

  @Test
  void aPartitionThatIsNotReadIsAProblem() throws IOException {
    Machines machine =
        new Machines()
            .partition("/dev/sda1", systemd(""))
            .partition("/dev/sda2", PartitionTypes.HOME, "home", 0, null);
    machine.guest();
    assertThat(machine.problems())
        .containsExactly(
            new Problem(
                "unsupported",
                "/dev/sda2",
                "/home",
                "/dev/sda2 at /home cannot be read: its ext4 is not read here"));
  }

  @Test
  void theVarOfAnotherMachineIsLeftAlone() throws IOException {
    String own = PartitionMounts.varId(MACHINE_ID).toString();
    MemoryFilesystem tree = systemd("").file("/etc/machine-id", MACHINE_ID + "\n");
    Machines machine =
        new Machines()
            .partition("/dev/sda1", tree)
            .partition("/dev/sda2", PartitionTypes.VAR, "var", 0, own, data("var"));
    assertThat(machine.mounts()).containsExactly("/ /dev/sda1", "/var /dev/sda2");

    MemoryFilesystem other = systemd("").file("/etc/machine-id", "uninitialized\n");
    assertThat(
            new Machines()
                .partition("/dev/sda1", other)
                .partition("/dev/sda2", PartitionTypes.VAR, "var", 0, own, data("var"))
                .mounts())
        .containsExactly("/ /dev/sda1");
  }

  @Test
  void theVarsIdentifierIsWhatOpensslMakesOfIt() {
    String type = PartitionTypes.VAR.replace("-", "");
    String hash =
        Tool.shell(
                "printf '%s' | sed 's/../\\\\x&/g' | xargs -0 printf '%%b' | openssl dgst -sha256 -mac HMAC -macopt hexkey:%s -r"
                    .formatted(type, MACHINE_ID))
            .substring(0, 32);
    StringBuilder expected = new StringBuilder(hash);
    expected.setCharAt(12, '4');
    expected.setCharAt(16, "89ab".charAt(Character.digit(hash.charAt(16), 16) & 3));
    assertThat(PartitionMounts.varId(MACHINE_ID).toString().replace("-", ""))
        .isEqualTo(expected.toString());
  }
}
