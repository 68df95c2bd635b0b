package io.guestkit.inspect.services;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the sections [Timer] of a unit file and its drop-ins say. Source: systemd.timer(5). */
final class TimerSection {
  private final String timer;
  private final List<String> schedule = new ArrayList<>();
  private @Nullable String unit;

  TimerSection(String timer) {
    this.timer = timer;
  }

  /** Takes the text of one more file in. */
  void read(byte[] bytes) {
    UnitText.read(bytes, "Timer", this::assign);
  }

  /** An empty value of any of these keys takes back what all of them said before. */
  private void assign(String key, String value) {
    switch (key) {
      case "OnActiveSec",
          "OnBootSec",
          "OnStartupSec",
          "OnUnitActiveSec",
          "OnUnitInactiveSec",
          "OnCalendar" -> {
        if (value.isEmpty()) {
          schedule.clear();
        } else {
          schedule.add(key + "=" + value);
        }
      }
      case "OnClockChange", "OnTimezoneChange" -> {
        schedule.removeIf(line -> line.startsWith(key));
        if (isTrue(value)) {
          schedule.add(key + "=" + value);
        }
      }
      case "Unit" -> unit = value.isEmpty() ? unit : value;
      default -> {}
    }
  }

  private static boolean isTrue(String value) {
    return switch (value) {
      case "1", "yes", "y", "true", "t", "on" -> true;
      default -> false;
    };
  }

  /** Returns when the timer fires, in its own words. */
  List<String> schedule() {
    return schedule;
  }

  /** Returns the unit that it starts: the service of its own name where it names none. */
  String unit() {
    String base = timer.substring(0, timer.lastIndexOf('.'));
    if (unit == null) {
      return base + ".service";
    }
    return UnitName.isInstance(timer)
        ? unit.replace("%i", UnitName.instanceOf(timer)).replace("%N", base)
        : unit.replace("%N", base);
  }
}
