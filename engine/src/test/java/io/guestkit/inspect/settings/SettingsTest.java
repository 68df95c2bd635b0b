package io.guestkit.inspect.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static MemoryFilesystem system() {
    return MemoryFilesystem.create().directory("/etc");
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/machine-id, b08dfa6083e7567a1921a715000001fb, b08dfa6083e7567a1921a715000001fb",
    "/var/lib/dbus/machine-id, b08dfa6083e7567a1921a715000001fb, b08dfa6083e7567a1921a715000001fb",
    "/etc/machine-id, uninitialized,",
    "/etc/machine-id, '',",
    "/etc/machine-id, zz8dfa6083e7567a1921a715000001fb,",
  })
  void readsTheMachineId(String path, String text, @Nullable String id) throws IOException {
    assertThat(Guests.inspect(system().file(path, text + "\n"), "machine_id").machineId())
        .isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "/lib/systemd/systemd, systemd",
    "/sbin/openrc-init, openrc",
    "/bin/busybox, busybox",
    "/sbin/runit-init, runit",
    "/sbin/upstart, upstart",
    "/usr/bin/dinit, dinit",
    "/usr/bin/s6-linux-init, s6",
    "/sbin/other, sysvinit",
  })
  void namesTheInitThatTheLinkLeadsTo(String program, String name) throws IOException {
    MemoryFilesystem tree = system().file(program, "").link("/sbin/init", program);

    assertThat(Guests.inspect(tree, "init_system").initSystem()).isEqualTo(name);
  }

  @Test
  void tellsInitsThatAreCalledInitByTheirFiles() throws IOException {
    MemoryFilesystem upstart =
        system().file("/sbin/init", "").file("/sbin/initctl", "").directory("/etc/init");
    MemoryFilesystem alpine =
        system()
            .file("/bin/busybox", "")
            .link("/sbin/init", "/bin/busybox")
            .file("/sbin/openrc", "");

    assertThat(Guests.inspect(upstart, "init_system").initSystem()).isEqualTo("upstart");
    assertThat(Guests.inspect(alpine, "init_system").initSystem()).isEqualTo("openrc");
    assertThat(Guests.inspect(system(), "init_system").initSystem()).isNull();
    assertThat(
            Guests.inspect(system().file("/usr/lib/systemd/systemd", ""), "init_system")
                .initSystem())
        .isEqualTo("systemd");
  }

  @Test
  void readsTheTimeZone() throws IOException {
    MemoryFilesystem linked =
        system()
            .link("/etc/localtime", "../usr/share/zoneinfo/Europe/Paris")
            .file("/etc/timezone", "Etc/UTC\n");

    assertThat(Guests.inspect(linked, "timezone").timezone()).isEqualTo("Europe/Paris");
    assertThat(
            Guests.inspect(
                    system().file("/etc/localtime", "TZif").file("/etc/timezone", "Etc/UTC\n"),
                    "timezone")
                .timezone())
        .isEqualTo("Etc/UTC");
    assertThat(
            Guests.inspect(
                    system().file("/etc/sysconfig/clock", "ZONE=\"America/New_York\"\n"),
                    "timezone")
                .timezone())
        .isEqualTo("America/New_York");
    assertThat(Guests.inspect(system(), "timezone").timezone()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/locale.conf, LANG=de_DE.UTF-8, de_DE.UTF-8",
    "/etc/default/locale, LANG=\"fr_FR.UTF-8\", fr_FR.UTF-8",
    "/etc/sysconfig/i18n, LANG=C, C",
    "/etc/sysconfig/language, RC_LANG=\"en_US.UTF-8\", en_US.UTF-8",
    "/etc/env.d/02locale, LANG=\"de_CH.UTF-8\", de_CH.UTF-8",
    "/etc/profile.d/locale.sh, export LANG=${LANG:-C.UTF-8}, C.UTF-8",
    "/etc/profile.d/20locale.sh, export LANG=it_IT.UTF-8, it_IT.UTF-8",
    "/etc/profile.d/lang.sh, export LANG=en_US, en_US",
    "/etc/profile.d/lang.sh, LANG=$(locale),",
    "/etc/environment, LANG=es_ES.UTF-8, es_ES.UTF-8",
    "/etc/rc.conf, LOCALE=\"en_US.UTF-8\", en_US.UTF-8",
    "/etc/locale.conf, LC_TIME=C,",
  })
  void readsTheLocale(String path, String text, @Nullable String locale) throws IOException {
    assertThat(Guests.inspect(system().file(path, text + "\n"), "locale").locale())
        .isEqualTo(locale);
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/timezone, Europe/Berlin, Europe/Berlin",
    "/etc/sysconfig/clock, TIMEZONE=\"Europe/Berlin\", Europe/Berlin",
    "/etc/conf.d/clock, TIMEZONE=\"Europe/Zurich\", Europe/Zurich",
    "/etc/rc.conf, TIMEZONE=America/New_York, America/New_York",
    "/usr/lib/systemd/systemd, '', UTC",
  })
  void readsTheTimeZoneOfOlderAndOtherFiles(String path, String text, String zone)
      throws IOException {
    assertThat(Guests.inspect(system().file(path, text + "\n"), "timezone").timezone())
        .isEqualTo(zone);
  }

  @Test
  void followsALinkToALinkOfAZone() throws IOException {
    MemoryFilesystem tree =
        system()
            .file("/usr/share/zoneinfo/Asia/Tokyo", "TZif")
            .link("/etc/static/localtime", "/usr/share/zoneinfo/Asia/Tokyo")
            .link("/etc/localtime", "/etc/static/localtime");

    assertThat(Guests.inspect(tree, "timezone").timezone()).isEqualTo("Asia/Tokyo");
    assertThat(
            Guests.inspect(
                    system()
                        .file("/etc/localtime", "TZif")
                        .link("/etc/localtime-copied-from", "/usr/share/zoneinfo/US/Pacific"),
                    "timezone")
                .timezone())
        .isEqualTo("US/Pacific");
    assertThat(
            Guests.inspect(
                    system().file("/etc/localtime", "TZif").file("/usr/lib/systemd/systemd", ""),
                    "timezone")
                .timezone())
        .isNull();
  }

  @Test
  void nixosHasItsInitInItsStore() throws IOException {
    MemoryFilesystem tree = system().directory("/nix/var/nix/profiles/system/systemd");

    assertThat(Guests.inspect(tree, "init_system").initSystem()).isEqualTo("systemd");
    assertThat(
            Guests.inspect(
                    system()
                        .file("/sbin/init", "")
                        .file("/sbin/initctl", "")
                        .directory("/etc/event.d"),
                    "init_system")
                .initSystem())
        .isEqualTo("upstart");
  }
}
