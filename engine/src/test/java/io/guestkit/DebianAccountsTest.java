package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.Group;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.SudoRule;
import io.guestkit.report.User;
import io.guestkit.testing.GuestChroot;
import io.guestkit.testing.Guests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Users, groups, rules of sudo and SSH of the Debian guest, against its own programs. */
class DebianAccountsTest {
  private static InspectResult.Success inspect(String... facts) throws IOException {
    try (GuestKit guestkit = GuestKit.create()) {
      return guestkit.inspect(
          Machine.of(Guests.made("deb12.raw")),
          new InspectOptions(List.of(facts), false, InspectOptions.DEFAULT_TIMEOUT));
    }
  }

  private static OperatingSystem system(String... facts) throws IOException {
    return inspect(facts).inspection().operatingSystems().getFirst();
  }

  @Test
  void usersAndGroupsAreThoseOfGetent() throws IOException {
    GuestChroot.require();
    OperatingSystem system = system("users", "groups");
    List<String> ours = new ArrayList<>();
    for (User user : system.users()) {
      ours.add(
          "%s:x:%d:%d:%s:%s:%s"
              .formatted(
                  user.name(), user.uid(), user.gid(), user.gecos(), user.home(), user.shell()));
    }
    for (Group group : system.groups()) {
      ours.add(
          "%s:x:%d:%s".formatted(group.name(), group.gid(), String.join(",", group.members())));
    }

    assertThat(ours)
        .hasSizeGreaterThan(40)
        .containsExactlyElementsOf(
            GuestChroot.run("", "getent passwd; getent group").lines().toList());
  }

  @Test
  void passwordsAreInTheStateThatPasswdSays() throws IOException {
    GuestChroot.require();
    List<String> ours = new ArrayList<>();
    for (User user : system("users").users()) {
      String state =
          switch (Objects.requireNonNull(user.password())) {
            case "set" -> "P";
            case "empty" -> "NP";
            default -> "L";
          };
      String changed = Objects.requireNonNull(user.passwordChangedAt()).toString();
      ours.add(user.name() + " " + state + " " + changed.substring(0, 10));
    }
    List<String> truth = new ArrayList<>();
    for (String line : GuestChroot.run("", "passwd -S -a").lines().toList()) {
      String[] fields = line.split(" ", -1);
      String[] day = fields[2].split("/", -1); // some versions write the month first
      String date = day.length == 3 ? day[2] + "-" + day[0] + "-" + day[1] : fields[2];
      truth.add(fields[0] + " " + fields[1] + " " + date);
    }

    assertThat(ours).containsExactlyElementsOf(truth);
    assertThat(system("users").users().stream().filter(User::administrator).map(User::name))
        .containsExactly("root", "alice");
  }

  @Test
  void noHashIsInTheReport() throws IOException {
    assertThat(inspect("full").inspection().toString()).contains("alice").doesNotContain("$6$");
  }

  @Test
  void rulesAreThoseOfSudoers() throws IOException {
    assertThat(system("sudo_rules").sudoRules())
        .containsExactly(
            rule("root", List.of("ALL", ":ALL"), false, "/etc/sudoers"),
            rule("%sudo", List.of("ALL", ":ALL"), false, "/etc/sudoers"),
            rule("%sudo", List.of("ALL", ":ALL"), true, "/etc/sudoers.d/90-cloud"));
  }

  private static SudoRule rule(String who, List<String> runAs, boolean isFree, String path) {
    return new SudoRule(who, List.of("ALL"), runAs, List.of("ALL"), isFree, path);
  }

  @Test
  void hostKeysHaveTheFingerprintsOfSshKeygen() throws IOException {
    GuestChroot.require();
    StringBuilder commands = new StringBuilder();
    for (String file :
        List.of(
            "/etc/ssh/ssh_host_rsa_key.pub",
            "/etc/ssh/ssh_host_ecdsa_key.pub",
            "/etc/ssh/ssh_host_ed25519_key.pub")) {
      commands.append("ssh-keygen -lf ").append(file).append(';');
    }
    String truth = GuestChroot.run("", commands.toString());
    OperatingSystem system = system("authorized_keys", "ssh_server");
    assertThat(system.authorizedKeys()).isEmpty();
    List<String> ours = new ArrayList<>();
    Objects.requireNonNull(system.sshServer())
        .hostKeys()
        .forEach(key -> ours.add(key.bits() + " " + key.fingerprint()));

    assertThat(ours)
        .containsExactlyElementsOf(
            truth.lines().map(line -> line.split(" ", -1)).map(f -> f[0] + " " + f[1]).toList());
  }

  @Test
  void settingsAreThoseOfSshd() throws IOException {
    GuestChroot.require();
    List<String> truth =
        GuestChroot.run("mkdir '$m/run/sshd'", "/usr/sbin/sshd -T").lines().toList();

    assertThat(settings("ssh_server")).containsExactlyElementsOf(truth);
    assertThat(settings("ssh_server", "packages")).containsExactlyElementsOf(truth);
  }

  private static List<String> settings(String... facts) throws IOException {
    List<String> settings = new ArrayList<>();
    Objects.requireNonNull(system(facts).sshServer())
        .settings()
        .forEach(setting -> settings.add(setting.name() + " " + setting.value()));
    return settings;
  }
}
