package io.guestkit.inspect.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Problem;
import io.guestkit.report.Service;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherInitSystemsTest {
  @TempDir private Path root;

  @BeforeEach
  void makesEtc() throws IOException {
    Files.createDirectories(root.resolve("etc"));
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void program(String path) throws IOException {
    file(path, "#!/bin/sh\n");
    Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void link(String path, String target) throws IOException {
    Path link = root.resolve(path);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private List<Service> services() throws IOException {
    InspectionNotes notes = new InspectionNotes();
    List<Service> services =
        Guests.inspect(HostTreeFilesystem.of(root), notes, "services").services();
    assertThat(notes.problems()).isEmpty();
    return services;
  }

  private static Service service(String name, String state, String manager) {
    return new Service(name, state, null, manager);
  }

  @Test
  void debiansSysvinitStartsTheLinksOfItsRunLevel() throws IOException {
    program("sbin/init");
    file("etc/inittab", "# id:5:initdefault:\nid:3:initdefault:\nsi::sysinit:/etc/init.d/rcS\n");
    for (String name : List.of("ssh", "cron", "udev", "rsync", "README", "rc", ".depend")) {
      program("etc/init.d/" + name);
    }
    program("etc/init.d/cron.dpkg-old");
    file("etc/init.d/not-executable", "");
    link("etc/rc3.d/S01ssh", "../init.d/ssh");
    link("etc/rc3.d/K01rsync", "../init.d/rsync");
    link("etc/rc2.d/S01cron", "../init.d/cron");
    link("etc/rcS.d/S02udev", "../init.d/udev");
    file("etc/rc3.d/README", "");
    file("usr/lib/systemd/system/ssh.service", "[Install]\nWantedBy=x\n");

    assertThat(services())
        .containsExactly(
            service("cron", "disabled", "sysvinit"),
            service("rsync", "disabled", "sysvinit"),
            service("ssh", "enabled", "sysvinit"),
            service("udev", "enabled", "sysvinit"));
  }

  @Test
  void redHatsDirectoriesLieBelowRcD() throws IOException {
    program("sbin/init");
    file("etc/inittab", "id:5:initdefault:\n");
    for (String name : List.of("sshd", "network", "functions", "killall")) {
      program("etc/rc.d/init.d/" + name);
    }
    link("etc/init.d", "rc.d/init.d");
    link("etc/rc.d/rc5.d/S10network", "../init.d/network");
    link("etc/rc5.d", "rc.d/rc5.d");

    assertThat(services())
        .containsExactly(
            service("network", "enabled", "sysvinit"), service("sshd", "disabled", "sysvinit"));
  }

  @Test
  void suseKeepsTheLevelsAmongTheScripts() throws IOException {
    program("sbin/init");
    file("etc/inittab", "id:5:initdefault:\n");
    program("etc/init.d/sshd");
    link("etc/init.d/rc5.d/S10sshd", "../sshd");

    assertThat(services()).containsExactly(service("sshd", "enabled", "sysvinit"));
  }

  @Test
  void openRcHasRunLevelsByName() throws IOException {
    program("bin/busybox");
    link("sbin/init", "/bin/busybox");
    program("sbin/openrc");
    for (String name : List.of("sshd", "crond", "devfs", "functions.sh")) {
      program("etc/init.d/" + name);
    }
    link("etc/runlevels/default/sshd", "/etc/init.d/sshd");
    link("etc/runlevels/sysinit/devfs", "/etc/init.d/devfs");
    Files.createDirectories(root.resolve("etc/runlevels/default/stacked"));

    assertThat(services())
        .containsExactly(
            service("crond", "disabled", "openrc"),
            service("devfs", "enabled", "openrc"),
            service("sshd", "enabled", "openrc"));
  }

  @Test
  void runitWatchesADirectoryOfLinks() throws IOException {
    program("usr/bin/runit-init");
    link("sbin/init", "/usr/bin/runit-init");
    for (String name : List.of("sshd", "dhcpcd", "agetty-tty1", "ntpd")) {
      program("etc/sv/" + name + "/run");
    }
    file("etc/sv/ntpd/down", "");
    link("etc/runit/runsvdir/default/sshd", "/etc/sv/sshd");
    link("etc/runit/runsvdir/default/ntpd", "/etc/sv/ntpd");
    link("etc/runit/runsvdir/current", "default");
    link("var/service", "/run/runit/runsvdir/current");

    assertThat(services())
        .containsExactly(
            service("agetty-tty1", "disabled", "runit"),
            service("dhcpcd", "disabled", "runit"),
            service("ntpd", "disabled", "runit"),
            service("sshd", "enabled", "runit"));
  }

  @Test
  void upstartHasJobsAndScripts() throws IOException {
    program("sbin/init");
    program("sbin/initctl");
    file("etc/init/ssh.conf", "description \"x\"\nstart on runlevel [2345]\nexec sshd -D\n");
    file("etc/init/off.conf", "start on startup\n");
    file("etc/init/off.override", "manual\n");
    file("etc/init/on.conf", "manual\n");
    file("etc/init/on.override", "start  on (a\n  and b)\n");
    file("etc/init/called.conf", "# start on x\ninstance $X\n");
    file("etc/init/script.conf", "script\nmanual\nstart on x\nend script\n");
    file("etc/init/pre.conf", "start on x\npre-start script\n  manual\nend script\n");
    file("etc/init/started.conf", "start onx\n");
    program("etc/init.d/ssh");
    program("etc/init.d/old");
    link("etc/rc2.d/S20old", "../init.d/old");

    assertThat(services())
        .containsExactly(
            service("called", "disabled", "upstart"),
            service("off", "disabled", "upstart"),
            service("old", "enabled", "sysvinit"),
            service("on", "enabled", "upstart"),
            service("pre", "enabled", "upstart"),
            service("script", "disabled", "upstart"),
            service("ssh", "enabled", "upstart"),
            service("started", "disabled", "upstart"));
  }

  @Test
  void busyboxAloneHasNoServices() throws IOException {
    program("bin/busybox");
    link("sbin/init", "/bin/busybox");
    program("etc/init.d/S01x");

    assertThat(services()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsAProblem() throws IOException {
    InspectionNotes notes = new InspectionNotes();
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/sbin/init", "")
            .file("/sbin/initctl", "")
            .file("/etc/init/a.conf", "start on x\n")
            .broken("/etc/init/a.conf")
            .file("/etc/init/b.conf", "start on x\n");

    assertThat(Guests.inspect(tree, notes, "services").services())
        .containsExactly(service("b", "enabled", "upstart"));
    assertThat(notes.problems()).extracting(Problem::path).containsExactly("/etc/init/a.conf");
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        "start on x\nscript\n manual\nend script\npre-start script\nid:5:initdefault:\n"
            .getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/sbin/init", "")
                    .file("/sbin/initctl", "")
                    .file("/etc/inittab", image)
                    .file("/etc/init/a.conf", image)
                    .link("/etc/rc5.d/S01a", "x"),
                "services"));
  }
}
