package io.guestkit.inspect;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.guest.GuestRoot;
import io.guestkit.inspect.accounts.Accounts;
import io.guestkit.inspect.applications.Applications;
import io.guestkit.inspect.kernels.Kernels;
import io.guestkit.inspect.network.NetworkInterfaces;
import io.guestkit.inspect.network.ResolverFiles;
import io.guestkit.inspect.os.Architecture;
import io.guestkit.inspect.os.DomainName;
import io.guestkit.inspect.os.HostName;
import io.guestkit.inspect.os.InstallMedium;
import io.guestkit.inspect.os.Packaging;
import io.guestkit.inspect.os.Release;
import io.guestkit.inspect.os.Releases;
import io.guestkit.inspect.packages.Packages;
import io.guestkit.inspect.settings.CloudInitState;
import io.guestkit.inspect.settings.InitSystem;
import io.guestkit.inspect.settings.InstallDate;
import io.guestkit.inspect.settings.KeyboardLayout;
import io.guestkit.inspect.settings.LastActivity;
import io.guestkit.inspect.settings.MachineId;
import io.guestkit.inspect.settings.SystemLocale;
import io.guestkit.inspect.settings.TimeZoneName;
import io.guestkit.inspect.settings.VmTools;
import io.guestkit.inspect.sudo.SudoRules;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.Optional;

/** Reads the facts of one guest. */
public final class GuestInspector {
  private final GuestRoot guest;
  private final Facts facts;
  private final InspectionNotes notes;
  private final SystemDraft system;
  private final SharedFacts shared;
  private String reading = "package_format";

  private GuestInspector(GuestRoot guest, Facts facts, InspectionNotes notes, Release release) {
    this.guest = guest;
    this.facts = facts;
    this.notes = notes;
    this.system = new SystemDraft(guest.device(), release);
    this.shared = new SharedFacts(guest, facts, notes, release, system);
  }

  /**
   * Returns the operating system of a guest, or empty where its root holds none. When the budget
   * ends after the system is known, what was read until then is the answer and the end a problem.
   *
   * @throws LimitExceededException if the budget ends before the system is known
   */
  public static Optional<OperatingSystem> inspect(
      GuestRoot guest, Facts facts, InspectionNotes notes) throws IOException {
    FactFiles files = new FactFiles(guest, notes, "distro");
    Optional<GuestFile> etc = files.find("/etc");
    if (etc.isEmpty() || etc.get().entry().type() != FileType.DIRECTORY) {
      return medium(guest, files);
    }
    var release = Releases.read(files);
    GuestInspector inspector = new GuestInspector(guest, facts, notes, release);
    SystemDraft system = inspector.system;
    system.rootPath = guest.rootPath().orElse(null);
    system.medium = guest.isMedium() ? "live" : system.medium;
    try {
      system.packaging = Packaging.read(release, files.of("package_format"));
      inspector.readFacts();
    } catch (LimitExceededException e) {
      notes.problem(inspector.ended(e));
    }
    return Optional.of(system.build());
  }

  /** Says which facts are missing when the budget has ended. */
  private Problem ended(LimitExceededException e) {
    Problem problem = e.problem(guest.device(), null);
    String facts = " while " + reading + " was read; it and the facts after it are left out";
    return new Problem(problem.kind(), problem.device(), problem.path(), problem.message() + facts);
  }

  /** A live or installation medium holds its system in images: it is told, not inspected. */
  private static Optional<OperatingSystem> medium(GuestRoot guest, FactFiles files)
      throws IOException {
    Optional<InstallMedium> medium = InstallMedium.read(files);
    if (medium.isEmpty()) {
      return Optional.empty();
    }
    SystemDraft system = new SystemDraft(guest.device(), medium.get().release());
    system.medium = medium.get().kind();
    system.arch = medium.get().arch();
    system.packaging = Packaging.read(medium.get().release(), files.of("package_format"));
    return Optional.of(system.build());
  }

  private void readFacts() throws IOException {
    read("hostname", files -> system.hostname = HostName.read(files).orElse(null));
    read("arch", files -> system.arch = Architecture.read(files).orElse(null));
    readIfAsked(
        "fqdn", files -> system.fqdn = DomainName.read(system.hostname, files).orElse(null));
    readIfAsked("mountpoints", files -> system.mountpoints = guest.mountpoints());
    readIfAsked("fstab", shared::fstab);
    readIfAsked("crypttab", shared::crypttab);
    readIfAsked("machine_id", files -> system.machineId = MachineId.read(files).orElse(null));
    readIfAsked("init_system", files -> system.initSystem = InitSystem.read(files).orElse(null));
    readIfAsked("timezone", files -> system.timezone = TimeZoneName.read(files).orElse(null));
    readIfAsked("locale", files -> system.locale = SystemLocale.read(files).orElse(null));
    readIfAsked("keyboard", files -> system.keyboard = KeyboardLayout.read(files).orElse(null));
    readIfAsked("install_date", files -> system.installDate = InstallDate.read(files).orElse(null));
    readIfAsked(
        "last_activity", files -> system.lastActivity = LastActivity.read(files).orElse(null));
    readIfAsked("vm_tools", files -> system.vmTools = VmTools.read(files));
    readIfAsked("cloud_init", files -> system.cloudInit = CloudInitState.read(files).orElse(null));
    readIfAsked("kernels", files -> system.kernels = Kernels.read(files));
    readIfAsked(
        "packages", files -> system.packages = Packages.read(system.packaging.format(), files));
    readIfAsked("last_package_change", shared::lastPackageChange);
    readIfAsked("applications", files -> system.applications = Applications.read(files));
    readIfAsked("users", shared::users);
    readIfAsked("groups", files -> system.groups = Accounts.groups(files));
    readIfAsked("sudo_rules", files -> system.sudoRules = SudoRules.read(files, system.hostname));
    readIfAsked("authorized_keys", shared::authorizedKeys);
    readIfAsked("ssh_server", shared::sshServer);
    readIfAsked("services", shared::services);
    readIfAsked("scheduled_tasks", shared::scheduledTasks);
    readIfAsked("bootloader", shared::bootloader);
    readIfAsked("selinux", shared::selinux);
    readIfAsked("apparmor", shared::apparmor);
    readIfAsked(
        "network_interfaces", files -> system.networkInterfaces = NetworkInterfaces.read(files));
    readIfAsked("resolver", files -> system.resolver = ResolverFiles.read(files).orElse(null));
  }

  /** Fills one component. */
  @FunctionalInterface
  private interface FactReader {
    void read(FactFiles files) throws IOException;
  }

  private void readIfAsked(String fact, FactReader reader) throws IOException {
    if (facts.includes(fact)) {
      read(fact, reader);
    }
  }

  /** A fact that cannot be read is a problem, and the next one is read. */
  private void read(String fact, FactReader reader) throws IOException {
    reading = fact;
    try {
      reader.read(new FactFiles(guest, notes, fact));
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      notes.problem(e.problem(guest.device(), null));
    }
  }
}
