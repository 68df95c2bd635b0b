package io.guestkit.exporter.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.Setting;
import io.guestkit.report.SshHostKey;
import io.guestkit.report.SshServer;
import io.guestkit.report.User;
import io.guestkit.testing.Reports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Inspection DEBIAN = sound();
  private static final OperatingSystem SYSTEM = DEBIAN.operatingSystems().getFirst();
  private static final Problem PROBLEM = new Problem("corrupt", "/dev/sda2", "/x", "damaged");

  private static Inspection sound() {
    Inspection sound = Reports.with(Reports.debian(), "problems", List.of());
    return Reports.with(sound, "facts", MetricCollector.DRIFT.facts());
  }

  private static Inspection with(String component, @Nullable Object value) {
    return Reports.with(
        DEBIAN, "operatingSystems", List.of(Reports.with(SYSTEM, component, value)));
  }

  private static List<String> told(Comparison comparison) {
    List<String> told = new ArrayList<>();
    comparison
        .counts()
        .forEach((kind, count) -> told.add(kind.category() + " " + kind.action() + " " + count));
    return told;
  }

  private static List<String> told(Inspection before, Inspection after) {
    Comparison comparison = Comparison.of(before, after);
    assertThat(comparison.isWhole()).isTrue();
    List<String> told = told(comparison);
    assertThat(comparison.differs()).isEqualTo(!told.isEmpty());
    return told;
  }

  @Test
  void countsWhatWasAddedRemovedAndChanged() {
    List<PackageInfo> packages = SYSTEM.packages();
    List<PackageInfo> other =
        List.of(
            Reports.with(packages.get(0), "version", "5.3"),
            Reports.with(packages.get(1), "name", "zlib2g"),
            Reports.with(packages.get(1), "name", "zlib3g"));
    assertThat(told(DEBIAN, with("packages", other)))
        .containsExactly("packages changed 1", "packages removed 1", "packages added 2");
  }

  @Test
  void whatTellsOneMachineFromAnotherIsNoDrift() {
    assertThat(told(DEBIAN, with("hostname", "web02"))).isEmpty();
    assertThat(told(DEBIAN, with("machineId", "0123"))).isEmpty();
    PackageInfo installed =
        Reports.with(SYSTEM.packages().get(0), "installedAt", Instant.ofEpochSecond(7));
    assertThat(told(DEBIAN, with("packages", List.of(installed, SYSTEM.packages().get(1)))))
        .isEmpty();
    User root = Reports.with(SYSTEM.users().get(0), "passwordChangedAt", Instant.ofEpochSecond(7));
    assertThat(told(DEBIAN, with("users", List.of(root, SYSTEM.users().get(1))))).isEmpty();
    FstabEntry line = Reports.with(SYSTEM.fstab().get(0), "spec", "UUID=2");
    assertThat(told(DEBIAN, with("fstab", List.of(line)))).isEmpty();
  }

  @Test
  void whatIsSetOtherwiseInTheSameItemIsDrift() {
    FstabEntry line =
        Reports.with(
            Reports.with(SYSTEM.fstab().get(0), "spec", "UUID=2"), "options", List.of("rw"));
    assertThat(told(DEBIAN, with("fstab", List.of(line)))).containsExactly("fstab changed 1");
    User shell = Reports.with(SYSTEM.users().get(0), "shell", "/bin/zsh");
    assertThat(told(DEBIAN, with("users", List.of(shell, SYSTEM.users().get(1)))))
        .containsExactly("users changed 1");
    assertThat(told(with("selinux", "enforcing"), with("selinux", "permissive")))
        .containsExactly("selinux changed 1");
  }

  private static SshServer server(String rootLogin, String fingerprint) {
    return new SshServer(
        List.of(new Setting("permitrootlogin", rootLogin)),
        List.of(),
        List.of(new SshHostKey("ssh-ed25519", fingerprint, 256, "/etc/ssh/key.pub")));
  }

  @Test
  void keysOfAHostAreItsOwnButItsSettingsAreNot() {
    Inspection before = with("sshServer", server("no", "SHA256:a"));
    assertThat(told(before, with("sshServer", server("no", "SHA256:b")))).isEmpty();
    assertThat(told(before, with("sshServer", server("yes", "SHA256:b"))))
        .containsExactly("ssh_server changed 1");
  }

  @Test
  void whatMayNotHaveBeenReadIsNotTakenForRemoved() {
    Inspection bare = Reports.with(with("packages", List.of()), "problems", List.of(PROBLEM));
    Comparison after = Comparison.of(DEBIAN, bare);
    assertThat(after.isWhole()).isFalse();
    assertThat(told(after)).isEmpty();
    Comparison before = Comparison.of(bare, DEBIAN);
    assertThat(before.isWhole()).isFalse();
    assertThat(told(before)).isEmpty();

    Inspection one =
        Reports.with(
            with("packages", SYSTEM.packages().subList(0, 1)), "problems", List.of(PROBLEM));
    assertThat(told(DEBIAN, one)).containsExactly("packages removed 1");
    assertThat(told(DEBIAN, with("packages", List.of()))).containsExactly("packages removed 2");
  }

  @Test
  void aSystemMoreIsDriftAndADiskOfDataIsNotCompared() {
    OperatingSystem second =
        Reports.with(Reports.with(SYSTEM, "root", "/dev/sdb1"), "distro", "fedora");
    assertThat(told(DEBIAN, Reports.with(DEBIAN, "operatingSystems", List.of(SYSTEM, second))))
        .containsExactly("operating_systems added 1");

    Inspection data = Reports.with(DEBIAN, "operatingSystems", List.of());
    assertThat(Comparison.of(DEBIAN, data).differs()).isNull();
    assertThat(Comparison.of(DEBIAN, data).isWhole()).isTrue();
    Inspection broken = Reports.with(data, "problems", List.of(PROBLEM));
    assertThat(Comparison.of(DEBIAN, broken).isWhole()).isFalse();
  }

  @Test
  void factsThatTheImagesReportLacksAreMissed() {
    Comparison some = Comparison.of(DEBIAN, Reports.with(DEBIAN, "facts", List.of("users")));
    assertThat(some.isWhole()).isFalse();
    assertThat(some.differs()).isFalse();
    Comparison none = Comparison.of(DEBIAN, Reports.with(DEBIAN, "facts", List.of()));
    assertThat(none.isWhole()).isFalse();
    assertThat(none.differs()).isNull();
  }
}
