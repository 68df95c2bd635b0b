package io.guestkit.inspect.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.report.Service;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {
  private static final String VENDOR = "usr/lib/systemd/system/";
  private static final String CONFIG = "etc/systemd/system/";
  private static final String WANTED = "WantedBy=multi-user.target";

  @TempDir private Path root;

  @BeforeEach
  void makesTheDirectoriesThatEverySystemHas() throws IOException {
    Files.createDirectories(root.resolve(VENDOR));
    Files.createDirectories(root.resolve(CONFIG));
    Files.createDirectories(root.resolve("run"));
    link("lib", "usr/lib");
  }

  private void unit(String path, String install) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "[Service]\nExecStart=/bin/true\n"
            + (install.isEmpty() ? "" : "[Install]\n" + install + "\n"));
  }

  private void link(String path, String target) throws IOException {
    Path link = root.resolve(path);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private void wanted(String unit) throws IOException {
    link(CONFIG + "multi-user.target.wants/" + unit, "/usr/lib/systemd/system/" + unit);
  }

  private void sameAsSystemctl() throws IOException {
    Map<String, String> truth = new TreeMap<>();
    String listed =
        Tool.run("systemctl", "--root=" + root, "list-unit-files", "--no-pager", "--no-legend");
    listed
        .lines()
        .map(line -> line.trim().split(" +"))
        .forEach(fields -> truth.put(fields[0], fields[1] + " " + fields[2]));

    assertThat(listed()).isNotEmpty().isEqualTo(truth);
  }

  /** The columns of systemctl, a hyphen where there is nothing. */
  private Map<String, String> listed() throws IOException {
    Map<String, String> ours = new TreeMap<>();
    for (Service service : Guests.inspect(HostTreeFilesystem.of(root), "services").services()) {
      String preset = service.preset() == null ? "-" : service.preset();
      ours.put(service.name(), service.state() + " " + preset);
      assertThat(service.manager()).isEqualTo("systemd");
    }
    return ours;
  }

  private void preset(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void theFirstRuleOfThePresetsThatFitsDecides() throws IOException {
    for (String name : List.of("a", "b", "c", "fx1", "fy", "g-1", "h]", "dis1", "dis2", "z")) {
      unit(VENDOR + name.replace("]", "") + ".service", WANTED);
    }
    unit(VENDOR + "t@.service", WANTED);
    unit(VENDOR + "u@.service", WANTED);
    unit(VENDOR + "static.service", "");
    link(CONFIG + "masked.service", "/dev/null");
    link(VENDOR + "dangling.service", "/gone/x.service");
    preset(
        "usr/lib/systemd/system-preset/50-a.preset",
        """
        # comment
        ; comment
        enable t@.service one two
        enable fx1.service three
        disable u@.service # not a comment
          enable	a.service
        disable a.service
        disable f[a-x]*.service
        disable g?[0-9].s*
        disable h
        disable d[!b-z]ngling.*
        disable dangling.service
        disable masked.service
        unknown z.service
        disable static.service
        """);
    preset("etc/systemd/system-preset/90-z.preset", "disable *\n");
    preset("usr/lib/systemd/system-preset/90-z.preset", "enable *\n");
    preset("usr/local/lib/systemd/system-preset/10-l.preset", "disable dis1.service\n");
    preset("usr/lib/systemd/system-preset/20-hidden.preset", "enable dis2.service\n");
    link("etc/systemd/system-preset/20-hidden.preset", "/dev/null");
    preset("usr/lib/systemd/system-preset/05-no.conf", "enable z.service\n");
    sameAsSystemctl();
  }

  @Test
  void redHatsPresetsDisableWhatTheyDoNotName() throws IOException {
    for (String name : List.of("sshd", "httpd", "crond")) {
      unit(VENDOR + name + ".service", WANTED);
    }
    unit(VENDOR + "cockpit.socket", "WantedBy=sockets.target");
    wanted("sshd.service");
    preset(
        "usr/lib/systemd/system-preset/90-default.preset",
        "enable sshd.service\nenable crond.*\nenable sshd.socket\n");
    preset("usr/lib/systemd/system-preset/99-default-disable.preset", "disable *\n");
    sameAsSystemctl();
  }

  /** Since systemd 253. */
  @Test
  void aPresetMayAskForNothing() throws IOException {
    unit(VENDOR + "a.service", WANTED);
    preset("usr/lib/systemd/system-preset/50-a.preset", "ignore a.service\n");

    assertThat(listed()).containsEntry("a.service", "disabled ignored");
  }

  @Test
  void enabledIsWhatALinkOfTheAdministratorWants() throws IOException {
    unit(VENDOR + "disabled.service", WANTED);
    unit(VENDOR + "enabled.service", WANTED);
    wanted("enabled.service");
    unit(VENDOR + "no-install.service", "");
    wanted("no-install.service");
    unit(VENDOR + "required.service", WANTED);
    link(CONFIG + "x.target.requires/required.service", "/gone/required.service");
    unit(VENDOR + "by-target.service", WANTED);
    link(CONFIG + "x.target.requires/other.service", "/usr/lib/systemd/system/by-target.service");
    unit(VENDOR + "copied.service", WANTED);
    unit(CONFIG + "x.target.requires/copied.service", WANTED);
    unit(VENDOR + "vendor-wanted.service", WANTED);
    link(VENDOR + "multi-user.target.wants/vendor-wanted.service", "../vendor-wanted.service");
    sameAsSystemctl();
  }

  @Test
  void staticIsWhatHasNothingToEnable() throws IOException {
    unit(VENDOR + "static.service", "");
    unit(VENDOR + "empty-list.service", "WantedBy=");
    unit(VENDOR + "also.service", "Also=x.socket");
    unit(VENDOR + "both.service", WANTED + "\nAlso=x.socket");
    unit(VENDOR + "blanks.service", "  WantedBy = a.target");
    unit(VENDOR + "joined.service", "WantedBy=\\\n a.target");
    unit(VENDOR + "commented-join.service", "#x\\\n" + WANTED);
    unit(VENDOR + "commented.service", "#WantedBy=a.target\n;Alias=b.service");
    unit(VENDOR + "other-section.service", "# none\n[X-Install]\nWantedBy=a.target");
    unit(VENDOR + "hidden.service", WANTED);
    unit(CONFIG + "hidden.service", "");
    unit(VENDOR + "drop-in.service", "");
    Files.createDirectories(root.resolve(CONFIG + "drop-in.service.d"));
    Files.writeString(
        root.resolve(CONFIG + "drop-in.service.d/x.conf"), "[Install]\n" + WANTED + "\n");
    unit("usr/local/lib/systemd/system/local.service", "");
    unit("etc/systemd/system.attached/attached.service", "");
    unit("etc/systemd/system.control/control.service", "");
    unit(VENDOR + "no-unit.foo", WANTED);
    Files.createDirectories(root.resolve(VENDOR + "folder.service"));
    sameAsSystemctl();
  }

  @Test
  void aliasesAreOtherNamesOfAUnit() throws IOException {
    unit(VENDOR + "known.service", "Alias=known-alias.service");
    link(CONFIG + "known-alias.service", "/usr/lib/systemd/system/known.service");
    unit(VENDOR + "not-made.service", "Alias=not-there.service");
    unit(VENDOR + "unknown.service", "");
    link(CONFIG + "unknown-alias.service", "/usr/lib/systemd/system/unknown.service");
    unit(VENDOR + "unknown2.service", WANTED);
    link(CONFIG + "unknown2-alias.service", "/usr/lib/systemd/system/unknown2.service");
    unit(VENDOR + "vendor.service", "");
    link(VENDOR + "alias1.service", "alias2.service");
    link(VENDOR + "alias2.service", "vendor.service");
    link(VENDOR + "alias3.service", "../system/vendor.service");
    unit("opt/elsewhere.service", WANTED);
    link(CONFIG + "elsewhere.service", "/opt/elsewhere.service");
    link(CONFIG + "other-name.service", "/opt/elsewhere.service");
    unit("opt/enabled.service", WANTED);
    link(CONFIG + "enabled.service", "/opt/enabled.service");
    link(CONFIG + "multi-user.target.wants/enabled.service", "/opt/enabled.service");
    sameAsSystemctl();
  }

  @Test
  void maskedLeadsToNothingAndBadToNowhere() throws IOException {
    unit(VENDOR + "masked.service", WANTED);
    link(CONFIG + "masked.service", "/dev/null");
    link(VENDOR + "by-vendor.service", "/dev/null");
    link(VENDOR + "alias-of-masked.service", "by-vendor.service");
    Files.createFile(root.resolve(VENDOR + "empty.service"));
    link(CONFIG + "dangling.service", "/gone/dangling.service");
    link(VENDOR + "dangling2.service", "gone.service");
    link(VENDOR + "loop.service", "loop.service");
    sameAsSystemctl();
  }

  @Test
  void instancesCountByTheirTemplate() throws IOException {
    unit(VENDOR + "wanted@.service", WANTED + "\nDefaultInstance=tty1");
    link(
        CONFIG + "multi-user.target.wants/wanted@tty1.service",
        "/usr/lib/systemd/system/wanted@.service");
    unit(VENDOR + "other@.service", WANTED + "\nDefaultInstance=tty1");
    link(
        CONFIG + "multi-user.target.wants/other@tty2.service",
        "/usr/lib/systemd/system/other@.service");
    unit(VENDOR + "plain@.service", WANTED);
    link(CONFIG + "plain@a.service", "/usr/lib/systemd/system/plain@.service");
    link(VENDOR + "named@b.service", "plain@.service");
    unit(VENDOR + "own@.service", WANTED);
    link(VENDOR + "own@c.service", "own@.service");
    unit(VENDOR + "file@d.service", "");
    sameAsSystemctl();
  }

  /** systemctl 252 says bad with --root, and linked without; the manual says linked. */
  @Test
  void aLinkOfTheSameNameIsLinked() throws IOException {
    unit(VENDOR + "same.service", "");
    link(CONFIG + "same.service", "/usr/lib/systemd/system/same.service");

    assertThat(listed()).containsEntry("same.service", "linked enabled");
  }

  @Test
  void survivesDamageToPresets() {
    byte[] presets =
        "enable a@.service x y\ndisable f[a-x]*.service\nignore g?[!0-9].s*\nenable *\n"
            .getBytes(StandardCharsets.UTF_8);
    Mutations.run(
        presets,
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/fstab", "")
                    .file("/usr/lib/systemd/system/fabc.service", "[Install]\nWantedBy=a\n")
                    .file("/usr/lib/systemd/system-preset/1.preset", image),
                "services"));
  }

  @Test
  void survivesDamage() {
    byte[] unit =
        """
        [Unit]
        After=a
        [Install]
        WantedBy=a b \\
          c
        Alias=x.service
        DefaultInstance=q
        Also=z
        """
            .getBytes(StandardCharsets.UTF_8);
    Mutations.run(
        unit,
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/fstab", "")
                    .file("/usr/lib/systemd/system/a@.service", image)
                    .link("/usr/lib/systemd/system/a@b.service", "a@.service"),
                "services"));
  }
}
