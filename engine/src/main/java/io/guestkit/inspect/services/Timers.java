package io.guestkit.inspect.services;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.services.UnitDirectories.Unit;
import io.guestkit.report.ScheduledTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Timers of systemd. Source: systemd.timer(5). */
final class Timers {
  /** Targets that a system starts; what they want runs though nobody enabled it. */
  private static final Set<String> TARGETS =
      Set.of(
          "timers.target",
          "sysinit.target",
          "basic.target",
          "multi-user.target",
          "graphical.target",
          "default.target");

  private final FactFiles files;
  private final UnitDirectories directories;
  private final States states;

  /** The states of units. */
  @FunctionalInterface
  interface States {
    /** Returns the state of a unit, empty where it could not be told. */
    Optional<String> of(String unit) throws IOException;
  }

  Timers(FactFiles files, UnitDirectories directories, States states) {
    this.files = files;
    this.directories = directories;
    this.states = states;
  }

  List<ScheduledTask> read() throws IOException {
    Map<String, ScheduledTask> timers = new TreeMap<>();
    Set<String> wanted = new TreeSet<>();
    addTimers(directories.wanted(), wanted);
    addTimers(directories.vendorWanted(TARGETS), wanted);
    for (Map.Entry<String, Unit> unit : directories.units().entrySet()) {
      String name = unit.getKey();
      if (name.endsWith(".timer")) {
        Optional<String> state = states.of(name);
        if (state.isPresent() && !state.get().equals("alias")) {
          boolean runs = runs(state.get()) && !UnitName.isTemplate(name);
          boolean enabled = runs && (state.get().equals("enabled") || wanted.contains(name));
          timers.put(name, task(name, name, unit.getValue(), state.get(), enabled));
        }
      }
    }
    for (String name : wanted) {
      Unit template = UnitName.isInstance(name) ? unit(UnitName.template(name)) : null;
      if (template != null && !timers.containsKey(name)) {
        String state = states.of(UnitName.template(name)).orElse("bad");
        timers.put(name, task(name, UnitName.template(name), template, state, runs(state)));
      }
    }
    return new ArrayList<>(timers.values());
  }

  private static void addTimers(Set<String> names, Set<String> timers) {
    for (String name : names) {
      if (name.endsWith(".timer")) {
        timers.add(name);
      }
    }
  }

  private static boolean runs(String state) {
    return !state.equals("masked") && !state.equals("bad");
  }

  private @Nullable Unit unit(String name) {
    return directories.units().get(name);
  }

  private ScheduledTask task(String name, String unit, Unit file, String state, boolean enabled)
      throws IOException {
    TimerSection section = new TimerSection(name);
    if (runs(state)) {
      files.bytes(file.path(), SystemdUnits.MAX_UNIT_BYTES).ifPresent(section::read);
      for (String dropIn : directories.dropIns(unit)) {
        files.bytes(dropIn, SystemdUnits.MAX_UNIT_BYTES).ifPresent(section::read);
      }
      if (!unit.equals(name)) {
        for (String dropIn : directories.dropIns(name)) {
          files.bytes(dropIn, SystemdUnits.MAX_UNIT_BYTES).ifPresent(section::read);
        }
      }
    }
    return new ScheduledTask(
        "systemd", name, section.schedule(), null, section.unit(), enabled, file.path());
  }
}
