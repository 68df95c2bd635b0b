package io.guestkit.inspect;

import io.guestkit.guest.GuestRoot;
import io.guestkit.inspect.accounts.Accounts;
import io.guestkit.inspect.boot.Bootloaders;
import io.guestkit.inspect.os.Release;
import io.guestkit.inspect.packages.Packages;
import io.guestkit.inspect.packages.history.LastPackageChange;
import io.guestkit.inspect.schedule.ScheduledTasks;
import io.guestkit.inspect.security.Security;
import io.guestkit.inspect.services.Services;
import io.guestkit.inspect.services.SystemdUnits;
import io.guestkit.inspect.settings.InitSystem;
import io.guestkit.inspect.settings.TimeZoneName;
import io.guestkit.inspect.ssh.AuthorizedKeys;
import io.guestkit.inspect.ssh.SshServers;
import io.guestkit.inspect.sudo.Administrators;
import io.guestkit.report.Bootloader;
import io.guestkit.report.CrypttabEntry;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts that need what another fact has read, or read what another one needs too: once. */
final class SharedFacts {
  private final GuestRoot guest;
  private final Facts facts;
  private final Release release;
  private final SystemDraft system;
  private final Security security;
  private @Nullable SystemdUnits units;
  private Optional<Bootloader> bootloader = Optional.empty();
  private boolean bootloaderIsRead;

  SharedFacts(
      GuestRoot guest, Facts facts, InspectionNotes notes, Release release, SystemDraft system) {
    this.guest = guest;
    this.facts = facts;
    this.release = release;
    this.system = system;
    this.security = new Security(() -> boot(new FactFiles(guest, notes, "bootloader")));
  }

  /** Options of network filesystems may hold a password. */
  void fstab(FactFiles files) throws IOException {
    List<FstabEntry> entries = new ArrayList<>();
    for (FstabEntry line : guest.fstab()) {
      entries.add(line.withOptions(masked(line.options())));
    }
    system.fstab = entries;
    if (!entries.isEmpty()) {
      files.find("/etc/fstab").ifPresent(files::evidence);
    }
  }

  void crypttab(FactFiles files) throws IOException {
    List<CrypttabEntry> entries = new ArrayList<>();
    for (CrypttabEntry line : guest.crypttab()) {
      entries.add(line.withOptions(masked(line.options())));
    }
    system.crypttab = entries;
    if (!entries.isEmpty()) {
      files.find("/etc/crypttab").ifPresent(files::evidence);
    }
  }

  private static List<String> masked(List<String> options) {
    List<String> masked = new ArrayList<>(options.size());
    for (String option : options) {
      // A PKCS #11 URI may hold a PIN (RFC 7512, pin-value).
      boolean pin = option.startsWith("pkcs11-uri=") && option.contains("pin-");
      masked.add(pin ? "pkcs11-uri=***" : Secrets.mask(option));
    }
    return masked;
  }

  void lastPackageChange(FactFiles files) throws IOException {
    String format = system.packaging.format();
    List<PackageInfo> packages =
        facts.includes("packages") || !LastPackageChange.needsPackages(format)
            ? system.packages
            : Packages.read(format, files);
    String zone =
        facts.includes("timezone") ? system.timezone : TimeZoneName.read(files).orElse(null);
    system.lastPackageChange = LastPackageChange.read(format, packages, zone, files).orElse(null);
  }

  void users(FactFiles files) throws IOException {
    system.users = Accounts.users(files);
    Administrators administrators = Administrators.read(files, system.hostname);
    system.users =
        administrators.mark(
            system.users, administrators.needGroups() ? Accounts.groups(files) : List.of());
  }

  void authorizedKeys(FactFiles files) throws IOException {
    List<User> users = facts.includes("users") ? system.users : Accounts.users(files);
    system.authorizedKeys = AuthorizedKeys.read(files, users);
  }

  void sshServer(FactFiles files) throws IOException {
    var version = release.version();
    var sshd =
        new SshServers.Release(
            system.packaging.format(),
            release.distro(),
            version.major(),
            version.minor(),
            system.packages);
    system.sshServer = SshServers.read(files, sshd).orElse(null);
  }

  void services(FactFiles files) throws IOException {
    String init = initSystem(files);
    system.services = Services.read(init, units(init, files), files);
  }

  void scheduledTasks(FactFiles files) throws IOException {
    system.scheduledTasks =
        ScheduledTasks.read(files, units(initSystem(files), files).timers(files));
  }

  private String initSystem(FactFiles files) throws IOException {
    String read = facts.includes("init_system") ? system.initSystem : null;
    return read != null ? read : InitSystem.read(files).orElse("");
  }

  /** Returns the units of systemd; none where another init system runs. */
  private SystemdUnits units(String initSystem, FactFiles files) throws IOException {
    if (units == null) {
      boolean systemd = initSystem.isEmpty() || initSystem.equals("systemd");
      units = systemd ? SystemdUnits.read(files) : SystemdUnits.none(files);
    }
    return units;
  }

  void bootloader(FactFiles files) throws IOException {
    system.bootloader = boot(files).orElse(null);
  }

  void selinux(FactFiles files) throws IOException {
    system.selinux = security.selinux(files).orElse(null);
  }

  void apparmor(FactFiles files) throws IOException {
    system.apparmor = security.apparmor(files).orElse(null);
  }

  /** Security modules come up as the command line of the boot loader says. */
  private Optional<Bootloader> boot(FactFiles files) throws IOException {
    if (!bootloaderIsRead) {
      bootloaderIsRead = true;
      bootloader = Bootloaders.read(files);
    }
    return bootloader;
  }
}
