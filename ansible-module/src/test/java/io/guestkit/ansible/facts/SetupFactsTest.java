package io.guestkit.ansible.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import io.guestkit.report.Group;
import io.guestkit.report.Inspection;
import io.guestkit.report.Kernel;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.OsRelease;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Resolver;
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
  private static Map<String, Object> with(@Nullable Object... components) throws IOException {
    OperatingSystem system = system();
    for (int i = 0; i < components.length; i += 2) {
      system = Reports.with(system, (String) components[i], components[i + 1]);
    }
    return facts(Reports.with(DEBIAN, "operatingSystems", List.of(system)));
  }

  @SuppressWarnings("unchecked") // an object of JSON
  private static Map<String, Object> map(Map<String, Object> facts, String... names) {
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

  private static Bootloader menu(@Nullable String kernel, @Nullable String commandLine) {
    return new Bootloader(
        "grub2",
        "/boot/grub/grub.cfg",
        "two",
        5,
        commandLine,
        List.of(
            new BootEntry("one", null, "/vmlinuz-1", null, null),
            new BootEntry("two", null, kernel, null, commandLine)));
  }

  @Test
  void theKernelIsTheOneOfTheMenuOrTheOnlyOne() throws IOException {
    Kernel one = new Kernel("1", "/boot/vmlinuz-1", true, null, "i386");
    Kernel two = new Kernel("2", "/boot/vmlinuz-2", true, null, "x86_64");
    List<Kernel> both = List.of(one, two);
    assertThat(with("kernels", both, "bootloader", menu("/vmlinuz-2", null)).get("ansible_kernel"))
        .isEqualTo("2");
    assertThat(with("kernels", both, "bootloader", menu("/vmlinuz", null)))
        .doesNotContainKey("ansible_kernel");
    assertThat(with("kernels", both)).doesNotContainKey("ansible_kernel");
    assertThat(with("kernels", List.of(one), "bootloader", menu(null, null)).get("ansible_kernel"))
        .isEqualTo("1");
    // 32 bits below a kernel of 64, of 32, and of one that is not known.
    Map<String, Object> mixed = with("arch", "i386", "kernels", List.of(two));
    assertThat(mixed.get("ansible_architecture")).isEqualTo("x86_64");
    assertThat(mixed.get("ansible_userspace_architecture")).isEqualTo("i386");
    assertThat(mixed.get("ansible_userspace_bits")).isEqualTo("32");
    Map<String, Object> old = with("arch", "i386", "kernels", List.of(one));
    assertThat(old.get("ansible_architecture")).isEqualTo("i386");
    assertThat(old).doesNotContainKey("ansible_machine");
    assertThat(with("arch", "i386", "kernels", both)).doesNotContainKey("ansible_architecture");
  }

  @Test
  void argumentsOfTheKernelAreSplitAsAnsibleDoes() throws IOException {
    Map<String, Object> facts =
        with("bootloader", menu(null, "ro console=a  console=b console=c x=\"1 2\" \"q w\" a=b=c"));
    assertThat(map(facts, "ansible_cmdline"))
        .isEqualTo(
            Map.of(
                "ro", true, "console", "c", "x", "\"1", "2\"", true, "\"q w\"", true, "a", "b=c"));
    assertThat(map(facts, "ansible_proc_cmdline").get("console")).isEqualTo(List.of("a", "b", "c"));
    assertThat(map(with("bootloader", menu(null, "ro 'x")), "ansible_cmdline")).isEmpty();
    assertThat(with("bootloader", menu(null, null))).doesNotContainKey("ansible_cmdline");
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

  @Test
  void selinuxAndNameServersAreThoseThatComeUp() throws IOException {
    assertThat(map(with("selinux", "enforcing"), "ansible_selinux"))
        .isEqualTo(Map.of("status", "enabled", "mode", "enforcing"));
    assertThat(map(with("selinux", "disabled"), "ansible_selinux"))
        .isEqualTo(Map.of("status", "disabled"));
    assertThat(map(with("apparmor", "enabled"), "ansible_apparmor"))
        .isEqualTo(Map.of("status", "enabled"));
    Resolver resolver = new Resolver(List.of("192.0.2.1"), List.of(), "/etc/resolv.conf");
    assertThat(map(with("resolver", resolver), "ansible_dns"))
        .isEqualTo(Map.of("nameservers", List.of("192.0.2.1")));
    assertThat(with("resolver", Reports.with(resolver, "path", "/etc/systemd/resolved.conf")))
        .doesNotContainKey("ansible_dns");
  }

  private static OsRelease osRelease(String id, String name, @Nullable String version) {
    return new OsRelease(
        id, List.of(), name, null, version, version, null, null, null, null, null, null);
  }

  @Test
  void managersAreThoseOfTheirModules() throws IOException {
    assertThat(
            with(
                    "distro",
                    "fedora",
                    "osRelease",
                    osRelease("fedora", "Fedora Linux", "41"),
                    "majorVersion",
                    41,
                    "packageManagement",
                    "dnf")
                .get("ansible_pkg_mgr"))
        .isEqualTo("dnf5");
    assertThat(
            with(
                    "distro", "fedora",
                    "rootPath", "/ostree/deploy/x",
                    "osRelease", osRelease("fedora", "Fedora Linux", "40"),
                    "packageManagement", "dnf")
                .get("ansible_pkg_mgr"))
        .isEqualTo("atomic_container");
    assertThat(with("distro", "altlinux").get("ansible_pkg_mgr")).isEqualTo("apt_rpm");
    assertThat(with("packageManagement", "pisi")).doesNotContainKey("ansible_pkg_mgr");
    assertThat(with("initSystem", "busybox")).doesNotContainKey("ansible_service_mgr");
  }

  @Test
  void systemsFromBeforeOsReleaseAreToldByTheirFiles() throws IOException {
    assertThat(older("rhel", "Red Hat Enterprise Linux Server release 5.11 (Tikanga)"))
        .isEqualTo("RedHat 5.11 5 Tikanga RedHat");
    assertThat(older("centos", "CentOS release 6.10 (Final)"))
        .isEqualTo("CentOS 6.10 6 Final RedHat");
    assertThat(older("ubuntu", "Ubuntu 10.04.4 LTS")).isEqualTo("Ubuntu 10.04 10 null Debian");
    assertThat(older("unknown", "Something 7")).isEqualTo("null null null null null");
  }

  private static String older(String distro, String product) throws IOException {
    Map<String, Object> facts = with("osRelease", null, "distro", distro, "productName", product);
    return facts.get("ansible_distribution")
        + " "
        + facts.get("ansible_distribution_version")
        + " "
        + facts.get("ansible_distribution_major_version")
        + " "
        + facts.get("ansible_distribution_release")
        + " "
        + facts.get("ansible_os_family");
  }
}
