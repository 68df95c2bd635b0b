package io.guestkit.export.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.export.FactChangeText;
import io.guestkit.export.RecordModel;
import io.guestkit.report.Evidence;
import io.guestkit.report.FactChange;
import io.guestkit.report.FieldChange;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.Setting;
import io.guestkit.report.SshServer;
import io.guestkit.report.User;
import io.guestkit.testing.Reports;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactDiffTest {
  private static final List<String> ALL = List.of("full");

  /** A report in which every fact was read, of one system. */
  private static final Inspection BEFORE =
      Reports.with(Reports.debian(), "facts", InspectOptions.factNames());

  private static final OperatingSystem SYSTEM = BEFORE.operatingSystems().getFirst();

  private static Inspection with(OperatingSystem... systems) {
    return Reports.with(BEFORE, "operatingSystems", List.of(systems));
  }

  private static Inspection with(String component, @Nullable Object value) {
    return with(Reports.with(SYSTEM, component, value));
  }

  private static PackageInfo packageOf(String name, String arch, String version, String release) {
    PackageInfo some = Reports.with(SYSTEM.packages().getFirst(), "name", name);
    some = Reports.with(Reports.with(some, "arch", arch), "version", version);
    return Reports.with(some, "release", release);
  }

  private static FieldChange field(String name, @Nullable String before, @Nullable String after) {
    return new FieldChange(name, before, after);
  }

  private static FactChange systemChange(
      String fact, String change, @Nullable String item, FieldChange... fields) {
    return new FactChange(fact, change, "/dev/sda2", item, List.of(fields));
  }

  @Test
  void everyRecordOfAListHasFieldsThatTellItApart() {
    int lists = 0;
    for (RecordModel model : RecordModel.tree(Inspection.class)) {
      for (RecordModel.Field field : model.fields()) {
        boolean isItem = field.isList() && field.kind() == RecordModel.Kind.RECORD;
        if (!isItem
            || field.elementType() == Problem.class
            || field.elementType() == Evidence.class
            || field.elementType() == OperatingSystem.class) {
          continue;
        }
        lists++;
        ItemKey key = ItemKey.of(field.recordType());
        assertThat(key.fields()).isNotEmpty();
        assertThat(RecordModel.of(field.recordType()).fields())
            .extracting(RecordModel.Field::name)
            .containsAll(key.fields())
            .containsAll(key.telling());
      }
    }
    assertThat(lists).isGreaterThan(25);
  }

  @Test
  void aReportIsNotChangedFromItself() {
    Inspection full = Reports.with(Reports.full(Inspection.class), "facts", BEFORE.facts());

    assertThat(GuestKit.diff(full, full, ALL)).isEmpty();
    assertThat(GuestKit.diff(BEFORE, BEFORE, ALL)).isEmpty();
  }

  @Test
  void packagesAreToldByNameAndArchitecture() {
    Inspection before =
        with(
            "packages",
            List.of(
                packageOf("bash", "amd64", "5.1", "2"),
                packageOf("libc6", "amd64", "2.36", "9"),
                packageOf("libc6", "i386", "2.36", "9"),
                packageOf("vim", "amd64", "9", "1")));
    Inspection after =
        with(
            "packages",
            List.of(
                packageOf("libc6", "amd64", "2.36", "10"),
                packageOf("bash", "amd64", "5.2", "1"),
                packageOf("curl", "amd64", "7.88", "10"),
                packageOf("libc6", "i386", "2.36", "9")));

    List<FactChange> changes = GuestKit.diff(before, after, ALL);

    assertThat(changes).extracting(FactChange::fact).containsOnly("packages");
    assertThat(changes)
        .extracting(change -> change.change() + " " + change.item())
        .containsExactly(
            "changed bash.amd64", "added curl.amd64", "changed libc6.amd64", "removed vim.amd64");
    assertThat(changes.get(0).fields())
        .containsExactly(field("version", "5.1", "5.2"), field("release", "2", "1"));
    assertThat(changes.get(1).fields())
        .containsExactly(
            field("name", null, "curl"),
            field("epoch", null, "0"),
            field("version", null, "7.88"),
            field("release", null, "10"),
            field("arch", null, "amd64"),
            field("installed_size_bytes", null, "7000000"),
            field("state", null, "installed"),
            field("held", null, "false"));
    assertThat(changes.get(2).fields()).containsExactly(field("release", "9", "10"));
    assertThat(changes.get(3).fields()).contains(field("version", "9", null));
    assertThat(FactChangeText.of(changes))
        .isEqualTo(
            """
            packages: 1 added, 1 removed, 2 changed
              ~ bash.amd64  version 5.1 -> 5.2, release 2 -> 1
              + curl.amd64  epoch 0, version 7.88, release 10
              ~ libc6.amd64  release 9 -> 10
              - vim.amd64  epoch 0, version 9, release 1
            """);
  }

  @Test
  void versionsOfOnePackageBesideEachOtherAreKeptApart() {
    PackageInfo old = packageOf("kernel", "x86_64", "5.14", "1.el9");
    PackageInfo kept = packageOf("kernel", "x86_64", "5.14", "2.el9");
    PackageInfo come = packageOf("kernel", "x86_64", "5.14", "3.el9");
    PackageInfo signed = Reports.with(kept, "signatureKeyId", "0123456789abcdef");

    assertThat(
            GuestKit.diff(
                with("packages", List.of(old, kept)), with("packages", List.of(signed, come)), ALL))
        .extracting(
            change -> change.change() + " " + change.item(), change -> change.fields().size())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("changed kernel.x86_64 5.14-2.el9", 1),
            org.assertj.core.groups.Tuple.tuple("removed kernel.x86_64 5.14-1.el9", 8),
            org.assertj.core.groups.Tuple.tuple("added kernel.x86_64 5.14-3.el9", 8));
    assertThat(
            GuestKit.diff(
                with("packages", List.of(old, kept)), with("packages", List.of(kept, old)), ALL))
        .isEmpty();
    assertThat(
            GuestKit.diff(
                with("packages", List.of(kept, kept)), with("packages", List.of(kept)), ALL))
        .extracting(FactChange::change)
        .containsExactly("removed");
  }

  @Test
  void aSingleValueHasNoItem() {
    List<FactChange> changes =
        GuestKit.diff(with("selinux", "enforcing"), with("selinux", "permissive"), ALL);
    assertThat(changes)
        .containsExactly(
            systemChange("selinux", "changed", null, field("selinux", "enforcing", "permissive")));
    assertThat(FactChangeText.of(changes)).isEqualTo("selinux\n  ~ enforcing -> permissive\n");
    assertThat(GuestKit.diff(BEFORE, with("selinux", "disabled"), ALL))
        .containsExactly(
            systemChange("selinux", "added", null, field("selinux", null, "disabled")));
    assertThat(GuestKit.diff(BEFORE, with("timezone", null), ALL))
        .containsExactly(
            systemChange("timezone", "removed", null, field("timezone", "Etc/UTC", null)));
  }

  @Test
  void settingsInARecordAreNamedByTheirKeys() {
    SshServer before =
        new SshServer(
            List.of(new Setting("permitrootlogin", "no"), new Setting("port", "22")),
            List.of(),
            List.of());
    SshServer after =
        new SshServer(
            List.of(
                new Setting("port", "22"),
                new Setting("port", "2222"),
                new Setting("permitrootlogin", "yes")),
            List.of("user ann"),
            List.of());

    List<FactChange> changes =
        GuestKit.diff(with("sshServer", before), with("sshServer", after), ALL);
    assertThat(changes)
        .containsExactly(
            systemChange(
                "ssh_server",
                "changed",
                null,
                field("ssh_server.settings[permitrootlogin]", "no", "yes"),
                field("ssh_server.settings[port#2]", null, "2222"),
                field("ssh_server.matches", null, "user ann")));
    assertThat(FactChangeText.of(changes))
        .isEqualTo(
            """
            ssh_server
              ~ settings[permitrootlogin] no -> yes, settings[port#2] 2222, matches user ann
            """);
  }

  @Test
  void whatIsOfTheMachineHasNoSystem() {
    Inspection after =
        Reports.with(BEFORE, "filesystems", List.of(BEFORE.filesystems().getFirst()));

    assertThat(GuestKit.diff(BEFORE, after, ALL))
        .singleElement()
        .satisfies(change -> {
          assertThat(change.fact()).isEqualTo("filesystems");
          assertThat(change.change()).isEqualTo("removed");
          assertThat(change.system()).isNull();
          assertThat(change.item()).isEqualTo("/dev/sda2");
          assertThat(change.fields()).contains(field("type", "ext4", null));
        });
  }

  @Test
  void partitionsOfATableAreTold() {
    var table = BEFORE.partitionTables().getFirst();
    var grown = Reports.with(table.partitions().get(1), "sizeBytes", 4L << 30);
    var after =
        Reports.with(
            BEFORE,
            "partitionTables",
            List.of(Reports.with(table, "partitions", List.of(table.partitions().get(0), grown))));

    assertThat(GuestKit.diff(BEFORE, after, ALL))
        .containsExactly(
            new FactChange(
                "partition_tables",
                "changed",
                null,
                "/dev/sda",
                List.of(field("partitions[/dev/sda2].size_bytes", "3221225472", "4294967296"))));
  }

  @Test
  void whatASystemIsIsComparedForAProfileOnly() {
    Inspection after = with("hostname", "web02");

    assertThat(GuestKit.diff(BEFORE, after, List.of("minimal")))
        .containsExactly(
            systemChange("hostname", "changed", null, field("hostname", "deb12", "web02")));
    assertThat(GuestKit.diff(BEFORE, after, List.of("packages", "users"))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuestKit.diff(BEFORE, after, List.of("hostnam")))
        .withMessageContaining("no fact or profile is named 'hostnam'");
  }

  @Test
  void factsThatOneReportLacksAreNotTakenForRemoved() {
    Inspection after =
        Reports.with(with("packages", List.of()), "facts", List.of("users", "services"));

    assertThat(GuestKit.diff(BEFORE, after, List.of("packages", "users"))).isEmpty();
    assertThat(GuestKit.notCompared(BEFORE, after, List.of("packages", "users")))
        .containsExactly("packages");
    assertThat(GuestKit.notCompared(after, BEFORE, List.of("packages", "users")))
        .containsExactly("packages");
    assertThat(GuestKit.notCompared(BEFORE, BEFORE, ALL)).isEmpty();
  }

  private static OperatingSystem system(
      String root, String distro, @Nullable String machineId, String user) {
    OperatingSystem system = Reports.with(SYSTEM, "root", root);
    system = Reports.with(system, "distro", distro);
    system = Reports.with(system, "machineId", machineId);
    User renamed = Reports.with(SYSTEM.users().getFirst(), "name", user);
    return Reports.with(system, "users", List.of(renamed));
  }

  private static List<String> users(Inspection before, Inspection after) {
    List<String> lines = new ArrayList<>();
    for (FactChange change : GuestKit.diff(before, after, List.of("users"))) {
      lines.add(change.change() + " " + change.system() + " " + change.item());
    }
    return lines;
  }

  @Test
  void systemsAreMatchedByRootThenByIdentifierThenByDistribution() {
    assertThat(
            users(
                with(
                    system("/dev/sda1", "debian", null, "a"),
                    system("/dev/sda2", "rhel", null, "b")),
                with(
                    system("/dev/sda2", "rhel", null, "b"),
                    system("/dev/sda1", "debian", null, "a"))))
        .isEmpty();
    assertThat(
            users(
                with(
                    system("/dev/sda1", "debian", "1", "a"),
                    system("/dev/sda2", "debian", "2", "b")),
                with(
                    system("/dev/sdb1", "debian", "2", "b"),
                    system("/dev/sdb2", "debian", "1", "a"))))
        .isEmpty();
    assertThat(
            users(
                with(
                    system("/dev/sda1", "debian", null, "a"),
                    system("/dev/sda2", "rhel", null, "b")),
                with(
                    system("/dev/sdb1", "rhel", null, "b"),
                    system("/dev/sdb2", "debian", null, "a"))))
        .isEmpty();
    assertThat(
            users(
                with(system("/dev/sda1", "debian", null, "a")),
                with(system("/dev/sdb1", "rhel", null, "b"))))
        .containsExactly("removed /dev/sdb1 a", "added /dev/sdb1 b");
  }

  @Test
  void aSystemThatIsGoneIsOneChange() {
    OperatingSystem other =
        Reports.with(system("/dev/sdb1", "rhel", null, "b"), "productName", "Other 1");

    List<FactChange> changes = GuestKit.diff(with(SYSTEM, other), BEFORE, ALL);

    assertThat(changes)
        .singleElement()
        .satisfies(change -> {
          assertThat(change.fact()).isEqualTo("operating_systems");
          assertThat(change.change()).isEqualTo("removed");
          assertThat(change.system()).isEqualTo("/dev/sdb1");
          assertThat(change.item()).isEqualTo("Other 1");
          assertThat(change.fields()).contains(field("hostname", "deb12", null));
        });
    assertThat(FactChangeText.of(changes)).isEqualTo("operating_systems: 1 removed\n  - Other 1\n");
    assertThat(GuestKit.diff(BEFORE, with(SYSTEM, other), ALL))
        .extracting(FactChange::change)
        .containsExactly("added");
  }

  @Test
  void textNamesTheSystemWhereThereAreSeveralAndHidesControls() {
    FactChange one =
        new FactChange(
            "groups", "added", "/dev/sda1", "a\u001b[2J", List.of(field("gid", null, "7")));
    FactChange other =
        new FactChange("groups", "removed", "/dev/sda2", "b", List.of(field("gid", "8", null)));
    assertThat(FactChangeText.of(List.of(one, other)))
        .isEqualTo(
            """
            groups of /dev/sda1: 1 added
              + a\\x1b[2J  gid 7
            groups of /dev/sda2: 1 removed
              - b  gid 8
            """);
  }

  @Test
  void textIsCutWhereALineWouldNotBeRead() {
    List<FieldChange> fields = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      fields.add(field("f" + i, "x".repeat(200), "y"));
    }
    String text =
        FactChangeText.of(List.of(new FactChange("users", "changed", null, "ann", fields)));
    assertThat(text)
        .startsWith("users: 1 changed\n  ~ ann  f0 " + "x".repeat(120) + "... -> y, f1 ")
        .endsWith(", and 2 more\n")
        .doesNotContain("f6");
  }
}
