package io.guestkit.inspect.services;

import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.services.UnitDirectories.Unit;
import io.guestkit.report.ScheduledTask;
import io.guestkit.report.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The units of a system and the states that they are in on the disk. */
public final class SystemdUnits {
  /** 1 MiB: the largest units that are shipped have 4 KiB. */
  static final int MAX_UNIT_BYTES = 1 << 20;

  /** 64: links from name to name that systemd follows. */
  private static final int MAX_ALIASES = 64;

  private final FactFiles files;
  private final UnitDirectories directories;
  private final Map<String, Optional<String>> states = new HashMap<>();

  private SystemdUnits(FactFiles files, UnitDirectories directories) {
    this.files = files;
    this.directories = directories;
  }

  /** Returns no units, for a system that another init system runs. */
  public static SystemdUnits none(FactFiles files) {
    return new SystemdUnits(files, UnitDirectories.none(files));
  }

  /** Returns the units that a system has. */
  public static SystemdUnits read(FactFiles files) throws IOException {
    return new SystemdUnits(files, UnitDirectories.read(files));
  }

  /** Returns whether there is no unit. */
  public boolean isEmpty() {
    return directories.units().isEmpty();
  }

  /** Returns the units by name. */
  List<Service> services() throws IOException {
    List<Service> services = new ArrayList<>();
    if (isEmpty()) {
      return services;
    }
    Presets presets = Presets.read(files);
    for (String name : directories.units().keySet()) {
      Optional<String> state = state(name);
      if (state.isPresent()) {
        services.add(new Service(name, state.get(), preset(presets, name, state.get()), "systemd"));
      }
    }
    return services;
  }

  /** What cannot be enabled has no preset: another name of a unit, and one without [Install]. */
  private static @Nullable String preset(Presets presets, String name, String state)
      throws LimitExceededException {
    return state.equals("alias") || state.equals("static") ? null : presets.of(name);
  }

  /**
   * Returns the timers by name, and when they run what.
   *
   * @param timerFiles notes the fact that the timers' files are read for
   */
  public List<ScheduledTask> timers(FactFiles timerFiles) throws IOException {
    return new Timers(timerFiles, directories, this::state).read();
  }

  private Optional<String> state(String name) throws IOException {
    Optional<String> known = states.get(name);
    if (known == null) {
      known = determine(name);
      states.put(name, known);
    }
    return known;
  }

  private Optional<String> determine(String name) throws IOException {
    Unit unit = unit(name).orElseThrow();
    return files.attempt(
        unit.path(),
        () ->
            Optional.of(
                unit.type() == FileType.SYMLINK
                    ? linked(name, unit)
                    : regular(name, unit.file(files.guest()))));
  }

  private Optional<Unit> unit(String name) {
    return Optional.ofNullable(directories.units().get(name));
  }

  /** A unit that is a link: to nothing, to another name, or to a file of its own name elsewhere. */
  private String linked(String name, Unit link) throws IOException {
    String at = name;
    Unit unit = link;
    for (int i = 0; i < MAX_ALIASES; i++) {
      GuestFile file = unit.file(files.guest());
      if (file.entry().type() != FileType.SYMLINK) { // a damaged directory may have said otherwise
        return aliasOf(name, link, at, file);
      }
      String target = file.filesystem().target(file.entry());
      if (target.equals("/dev/null")) {
        return "masked";
      }
      String next = UnitDirectories.baseName(target);
      Optional<Unit> other = unit(next);
      if (next.equals(at) || other.isEmpty()) {
        Optional<GuestFile> found = files.guest().find(file.path());
        return found.isEmpty() ? "bad" : aliasOf(name, link, next, found.get());
      }
      at = next;
      unit = other.get();
    }
    return "bad";
  }

  /** A link that makes an instance of a template is that instance, and no other name of it. */
  private String aliasOf(String name, Unit link, String target, GuestFile file) throws IOException {
    if (file.entry().size() == 0 && file.entry().type() == FileType.REGULAR) {
      return "masked";
    }
    if (UnitName.isInstance(name) && UnitName.isTemplate(target)) {
      if (UnitName.template(name).equals(target)) {
        return link.isConfig() ? "enabled" : "static";
      }
      return regular(UnitName.instance(target, UnitName.instanceOf(name)), file);
    }
    return target.equals(name) ? regular(name, file) : "alias";
  }

  private String regular(String name, GuestFile file) throws IOException {
    if (file.entry().type() != FileType.REGULAR) {
      return "bad";
    }
    if (file.entry().size() == 0) {
      return "masked";
    }
    if (directories.wanted().contains(name)) {
      return "enabled";
    }
    InstallSection install = install(name, file);
    List<String> links = links(name);
    for (String link : links) {
      if (install.makes(name, link)) {
        return "enabled";
      }
    }
    if (name.equals(directories.configLinks().get(name))) {
      return "linked";
    }
    if (!links.isEmpty()) {
      return "indirect";
    }
    if (install.hasRules()) {
      return "disabled";
    }
    return install.hasAlso() ? "indirect" : "static";
  }

  /** Returns the names under which links of the administrator lead to a unit, its own apart. */
  private List<String> links(String name) {
    List<String> links = new ArrayList<>();
    for (Map.Entry<String, String> link : directories.configLinks().entrySet()) {
      if (link.getValue().equals(name) && !link.getKey().equals(name)) {
        links.add(link.getKey());
      }
    }
    if (UnitName.isTemplate(name)) {
      for (String wanted : directories.wanted()) {
        if (UnitName.isInstance(wanted) && UnitName.template(wanted).equals(name)) {
          links.add(wanted);
        }
      }
    }
    return links;
  }

  private InstallSection install(String name, GuestFile file) throws IOException {
    InstallSection install = new InstallSection();
    install.read(files.guest().read(file, MAX_UNIT_BYTES));
    for (String path : directories.dropIns(name)) {
      files.bytes(path, MAX_UNIT_BYTES).ifPresent(install::read);
    }
    return install;
  }
}
