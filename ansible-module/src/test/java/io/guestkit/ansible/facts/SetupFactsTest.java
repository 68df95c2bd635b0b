package io.guestkit.ansible.facts;

import static io.guestkit.ansible.facts.PlatformFactsTest.menu;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.Group;
import io.guestkit.report.Inspection;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Service;
import io.guestkit.testing.Reports;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Facts of reports that are built in code: what the real systems at hand do not have. */
class SetupFactsTest {
  private static final Inspection DEBIAN = Reports.debian();

  private static OperatingSystem system() {
    return DEBIAN.operatingSystems().getFirst();
  }

  private static Map<String, Object> facts(Inspection inspection) throws IOException {
    return Collectors.written(SetupFacts.of(inspection, "a.qcow2", List.of("b.raw")));
  }

  /** Returns the facts of the Debian with other components, given by name and value. */
  static Map<String, Object> with(@Nullable Object... components) throws IOException {
    OperatingSystem system = system();
    for (int i = 0; i < components.length; i += 2) {
      system = Reports.with(system, (String) components[i], components[i + 1]);
    }
    return facts(Reports.with(DEBIAN, "operatingSystems", List.of(system)));
  }

  @SuppressWarnings("unchecked") // an object of JSON
  static Map<String, Object> map(Map<String, Object> facts, String... names) {
    Map<String, Object> at = facts;
    for (String name : names) {
      at = (Map<String, Object>) Objects.requireNonNull(at.get(name));
    }
    return at;
  }

  @Test
  void aMachineWithoutASystemHasTheFactsOfItsDisks() throws IOException {
    Map<String, Object> facts = facts(Reports.with(DEBIAN, "operatingSystems", List.of()));
    assertThat(facts.keySet().stream().map(String::valueOf))
        .containsExactly("ansible_devices", "ansible_lvm", "ansible_guestkit");
    assertThat(map(facts, "ansible_guestkit").get("path")).isEqualTo("a.qcow2");
    assertThat(map(facts, "ansible_guestkit").get("additional_disks")).isEqualTo(List.of("b.raw"));
    Map<String, Object> sda = map(facts, "ansible_devices", "sda");
    assertThat(sda.get("size")).isEqualTo("3.00 GB");
    assertThat(map(sda, "partitions", "sda1").toString())
        .isEqualTo("{start=2048, sectors=204800, sectorsize=512, size=100.00 MB, uuid=null}");
  }

  @Test
  void whatIsUndeterminedIsNoKey() throws IOException {
    Map<String, Object> facts =
        with(
            "osRelease",
            null,
            "distro",
            "unknown",
            "productName",
            null,
            "hostname",
            null,
            "arch",
            null,
            "initSystem",
            null,
            "packageManagement",
            null,
            "mountpoints",
            List.of(),
            "kernels",
            List.of(),
            "packages",
            List.of(),
            "users",
            List.of(),
            "groups",
            List.of(),
            "services",
            List.of());
    assertThat(facts.keySet().stream().map(String::valueOf))
        .containsExactly("ansible_system", "ansible_devices", "ansible_lvm", "ansible_guestkit");
  }

  @Test
  void problemsAndWhetherItIsCleanAreThere() throws IOException {
    Map<String, Object> guestkit = map(facts(DEBIAN), "ansible_guestkit");
    assertThat(guestkit.get("clean")).isEqualTo(true);
    assertThat(guestkit.get("product_name")).isEqualTo("Debian GNU/Linux 12 (bookworm)");
    assertThat(String.valueOf(guestkit.get("problems")))
        .contains("kind=corrupt", "/var/lib/x\\xff");
    Inspection dirty =
        Reports.with(
            DEBIAN,
            "filesystems",
            List.of(
                DEBIAN.filesystems().getFirst(),
                Reports.with(DEBIAN.filesystems().get(1), "clean", false)));
    assertThat(map(facts(dirty), "ansible_guestkit").get("clean")).isEqualTo(false);
  }

  @Test
  void namesThatAreNotUtf8AreShownWhereverTheyStand() throws IOException {
    Map<String, Object> facts =
        with(
            "groups", List.of(new Group("gr\udce4", 7, List.of("m\udcff"))),
            "hostname", "h\udc80.x",
            "services", List.of(new Service("s\udcfe.service", "enabled", null, "systemd")));
    assertThat(map(facts, "getent_group").get("gr\\xe4")).isEqualTo(List.of("x", "7", "m\\xff"));
    assertThat(facts.get("ansible_hostname")).isEqualTo("h\\x80");
    assertThat(map(facts, "services")).containsOnlyKeys("s\\xfe.service");
  }

  @Test
  void noNameOfAGuestIsAKeyThatAnsibleMakesOtherThingsOf() throws IOException {
    Map<String, Object> facts =
        with(
            "groups", List.of(new Group("__ansible_vault", 7, List.of())),
            "bootloader", menu(null, "__ansible_type=TaggedStr value={{7*7}}"));
    assertThat(map(facts, "getent_group")).containsOnlyKeys("\\x5f_ansible_vault");
    assertThat(map(facts, "ansible_cmdline")).containsOnlyKeys("\\x5f_ansible_type", "value");
  }

  @Test
  void accountsOfOneNameAreAListOfLines() throws IOException {
    Map<String, Object> facts =
        with(
            "groups",
            List.of(
                new Group("a", 1, List.of()),
                new Group("a", 2, List.of("x", "y")),
                new Group("a", 3, List.of())));
    assertThat(map(facts, "getent_group").get("a"))
        .isEqualTo(List.of(List.of("x", "1", ""), List.of("x", "2", "x,y"), List.of("x", "3", "")));
  }

  private static PackageInfo version(String name, int epoch, String release, String arch) {
    PackageInfo info = system().packages().getFirst();
    for (var part :
        Map.<String, Object>of("name", name, "epoch", epoch, "release", release, "arch", arch)
            .entrySet()) {
      info = Reports.with(info, part.getKey(), part.getValue());
    }
    return info;
  }

  @Test
  void packagesHaveTheFieldsOfTheirManager() throws IOException {
    List<PackageInfo> deb =
        List.of(
            version("dpkg", 0, "1", "amd64"),
            version("libc6", 1, "2", "i386"),
            version("doc", 0, "3", "all"));
    Map<String, Object> packages = map(with("packages", deb), "packages");
    assertThat(packages).containsOnlyKeys("dpkg", "libc6:i386", "doc");
    assertThat(String.valueOf(packages.get("libc6:i386")))
        .isEqualTo("[{name=libc6:i386, version=1:5.2.15-2, arch=i386, source=apt}]");

    assertThat(packagesOf("rpm", version("kernel", 0, "5.el9", "x86_64")))
        .isEqualTo(
            "[{name=kernel, version=5.2.15, release=5.el9, epoch=null, arch=x86_64, source=rpm}]");
    assertThat(
            packagesOf("rpm", version("kernel", 2, "1", "noarch"), version("kernel", 0, "1", "")))
        .contains("epoch=2", "}, {");
    assertThat(packagesOf("apk", version("kernel", 0, "r1", "x86_64")))
        .isEqualTo("[{name=kernel, version=5.2.15, release=r1, source=apk}]");
    assertThat(packagesOf("pacman", version("kernel", 1, "2", "any")))
        .isEqualTo("[{name=kernel, version=1:5.2.15-2, arch=any, source=pacman}]");
    assertThat(packagesOf("ebuild", version("sys/kernel", 0, "r3", "x")))
        .isEqualTo(
            "[{category=sys, name=kernel, version=5.2.15, ebuild_revision=r3, source=portage}]");
    assertThat(packagesOf("xbps", version("kernel", 0, "4", "x")))
        .isEqualTo("[{name=kernel, version=5.2.15_4, arch=x, source=xbps}]");
  }

  private static String packagesOf(String format, PackageInfo... packages) throws IOException {
    return String.valueOf(
        map(with("packageFormat", format, "packages", Arrays.asList(packages)), "packages")
            .get("kernel"));
  }

  @Test
  void servicesOfOtherManagersAreNamedAsTheirs() throws IOException {
    Map<String, Object> services =
        map(
            with(
                "services",
                List.of(
                    new Service("ssh", "enabled", null, "sysvinit"),
                    new Service("a.socket", "enabled", null, "systemd"),
                    new Service("tty1", "enabled", null, "upstart"))),
            "services");
    assertThat(services.toString())
        .isEqualTo(
            "{ssh={name=ssh, state=stopped, status=enabled, source=sysv},"
                + " tty1={name=tty1, state=stopped, status=enabled, source=upstart}}");
  }

  @Test
  void logicalVolumesAndSubvolumesAreMountedFromTheirDevices() throws IOException {
    assertThat(DeviceFacts.mapped("/dev/my-vg/root-lv")).isEqualTo("/dev/mapper/my--vg-root--lv");
    assertThat(DeviceFacts.mapped("/dev/mapper/luks-1")).isEqualTo("/dev/mapper/luks-1");
    assertThat(DeviceFacts.mapped("/dev/vda1")).isEqualTo("/dev/vda1");
    Map<String, Object> facts =
        with("mountpoints", List.of(new Mountpoint("btrfsvol:/dev/sda2/@home", "/home")));
    assertThat(String.valueOf(facts.get("ansible_mounts")))
        .startsWith("[{mount=/home, device=/dev/sda2, fstype=ext4, uuid=N/A, size_total=")
        .doesNotContain("options");
  }

  @Test
  void sizesAreWrittenAsAnsibleWritesThem() {
    // bytes_to_human of ansible-core 2.14
    assertThat(DeviceFacts.human(0)).isEqualTo("0.00 Bytes");
    assertThat(DeviceFacts.human(1023)).isEqualTo("1023.00 Bytes");
    assertThat(DeviceFacts.human(1024)).isEqualTo("1.00 KB");
    assertThat(DeviceFacts.human((1 << 20) + (1 << 17))).isEqualTo("1.12 MB");
    assertThat(DeviceFacts.human((1 << 20) - 1)).isEqualTo("1024.00 KB");
    assertThat(DeviceFacts.human(Long.MAX_VALUE)).isEqualTo("8.00 EB");
  }
}
