package io.guestkit.guest;

import static io.guestkit.guest.Machines.data;
import static io.guestkit.guest.Machines.mounts;
import static io.guestkit.guest.Machines.system;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Systems on partitions that take turns, and the /usr that a system starts with. */
class SystemSlotsTest {
  private static final String FLATCAR_USR = "5dfbf5f4-2848-4bac-aa5e-0d9a20b745a6";
  private static final String USR_X86_64 = "8484680c-9521-48c6-9c11-b0720656f69e";
  private static final String USR_ARM64 = "b0e01050-ee5f-4390-949a-9101b17104e9";
  private static final String ROOT_ARM64 = "b921b045-1df0-41c3-af44-4c6f280d3fae";

  /** Returns attribute bits as cgpt sets them. */
  private static long attributes(long priority, long tries, long successful) {
    return priority << 48 | tries << 52 | successful << 56;
  }

  private static MemoryFilesystem usr(String version) {
    return MemoryFilesystem.create()
        .file("/lib/os-release", "ID=flatcar\nVERSION_ID=" + version + "\n")
        .file("/share/flatcar/etc/passwd", "");
  }

  private static MemoryFilesystem started() {
    return MemoryFilesystem.create()
        .file("/etc/passwd", "")
        .link("/etc/os-release", "../usr/lib/os-release")
        .directory("/usr")
        .directory("/var");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 1, 0, 0, 0, /dev/sda3", // as installed
    "1, 0, 1, 2, 0, 1, /dev/sda4", // updated
    "1, 0, 1, 2, 1, 0, /dev/sda4", // updated, to be tried
    "1, 0, 1, 2, 0, 0, /dev/sda3", // the update failed
    "1, 0, 1, 1, 0, 1, /dev/sda3", // the first of equals
  })
  void flatcarStartsTheUsrOfTheHighestPriority(
      long p1, long t1, long s1, long p2, long t2, long s2, String usr) throws IOException {
    Machines machine =
        new Machines()
            .partition("/dev/sda3", FLATCAR_USR, "USR-A", attributes(p1, t1, s1), usr("1"))
            .partition("/dev/sda4", FLATCAR_USR, "USR-B", attributes(p2, t2, s2), usr("2"))
            .partition("/dev/sda9", Machines.LINUX, "ROOT", 0, started())
            .partition("/dev/sdb1", FLATCAR_USR, "USR-A", attributes(9, 0, 1), usr("9"));
    assertThat(machine.mounts()).containsExactly("/ /dev/sda9", "/usr " + usr);
  }

  @Test
  void flatcarBeforeItsFirstStartHasTheEtcOfItsUsr() throws IOException {
    Machines machine =
        new Machines()
            .partition("/dev/sda3", FLATCAR_USR, "USR-A", attributes(1, 0, 1), usr("1"))
            .partition("/dev/sda4", FLATCAR_USR, "USR-B", 0, MemoryFilesystem.create())
            .partition("/dev/sda9", Machines.LINUX, "ROOT", 0, MemoryFilesystem.create());
    assertThat(machine.mounts()).containsExactly("/ /dev/sda9", "/etc /dev/sda3", "/usr /dev/sda3");
    assertThat(machine.guest().find("/etc/passwd")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"1, 2, /dev/sda5", "2, 1, /dev/sda3", "0, 0, /dev/sda3 /dev/sda5"})
  void bottlerocketIsOneSystemByThePriorityOfItsBootPartitions(long a, long b, String roots)
      throws IOException {
    String boot = "6b636168-7420-6568-2070-6c616e657421";
    String root = "5526016a-1a97-4ea4-b39a-b7c8c6ca4502";
    Machines machine =
        new Machines()
            .partition("/dev/sda2", boot, "BOTTLEROCKET-BOOT-A", attributes(a, 0, 1), data("a"))
            .partition("/dev/sda3", root, "BOTTLEROCKET-ROOT-A", 0, system(""))
            .partition("/dev/sda4", boot, "BOTTLEROCKET-BOOT-B", attributes(b, 0, 1), data("b"))
            .partition("/dev/sda5", root, "BOTTLEROCKET-ROOT-B", 0, system(""));
    assertThat(machine.guests())
        .extracting(GuestRoot::device)
        .containsExactly(roots.split(" ", -1));
  }

  @Test
  void ofSeveralDiscoverableUsrsTheNewestNameOfTheArchitectureIsMounted() throws IOException {
    Machines machine =
        new Machines()
            .partition("/dev/sda1", USR_X86_64, "os_30", 0, usr("30"))
            .partition("/dev/sda2", USR_ARM64, "os_9", 0, usr("9"))
            .partition("/dev/sda3", USR_ARM64, "os_10", 0, usr("10"))
            .partition("/dev/sda4", USR_ARM64, "os_20", 1L << 63, usr("20"))
            .partition("/dev/sda5", ROOT_ARM64, "root", 0, started());
    assertThat(machine.mounts()).containsExactly("/ /dev/sda5", "/usr /dev/sda3");
  }

  @Test
  void usrsAmongWhichNothingTellsAreAProblem() throws IOException {
    Machines machine =
        new Machines()
            .partition("/dev/sda1", usr("1"))
            .partition("/dev/sda2", usr("2"))
            .partition("/dev/sda5", started());
    assertThat(mounts(machine.guest())).containsExactly("/ /dev/sda5");
    assertThat(machine.problems())
        .extracting(p -> p.kind() + " " + p.device() + " " + p.path())
        .containsExactly("unsupported /dev/sda5 /usr");
  }

  @ParameterizedTest
  @CsvSource({
    "os_9, os_10, -1",
    "os_10, os_10, 0",
    "a1b, a01b, 0",
    "a, ab, -1",
    "b, a9, 1",
    "x99999999999999999999, x100000000000000000000, -1",
  })
  void comparesNamesByTheirNumbers(String a, String b, int order) {
    assertThat(Integer.signum(UsrPartitions.compare(a, b))).isEqualTo(order);
    assertThat(Integer.signum(UsrPartitions.compare(b, a))).isEqualTo(-order);
  }
}
