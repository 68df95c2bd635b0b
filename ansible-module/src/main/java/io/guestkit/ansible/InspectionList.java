package io.guestkit.ansible;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.InspectResult;
import io.guestkit.Machine;
import io.guestkit.ResultOrder;
import io.guestkit.block.ImageException;
import io.guestkit.export.FieldSelection;
import io.guestkit.export.ReportWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inspection of many machines of a disk each; each becomes an item, in the order of the task.
 */
final class InspectionList {
  private final List<String> paths;
  private final FieldSelection fields;

  /** Items as they are ready. */
  private final @Nullable JsonText[] items;

  /** What is said of those that failed. */
  private final @Nullable String[] failures;

  InspectionList(List<String> paths, FieldSelection fields) {
    this.paths = paths;
    this.fields = fields;
    this.items = new @Nullable JsonText[paths.size()];
    this.failures = new @Nullable String[paths.size()];
  }

  /** Reads as many side by side as there are processors. */
  ModuleResult inspect(GuestKit kit, InspectOptions options) {
    IdentityHashMap<Machine, Integer> indexes =
        new IdentityHashMap<>(); // a path may be named twice
    List<Machine> machines = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      try {
        Machine machine = Machine.of(InspectionInfo.path(paths.get(i)));
        indexes.put(machine, i);
        machines.add(machine);
      } catch (ModuleFailure e) {
        fail(i, e.text(), String.valueOf(e.kind()), e.text());
      }
    }
    if (!machines.isEmpty()) {
      int parallelism = Math.min(Runtime.getRuntime().availableProcessors(), machines.size());
      kit.inspectAll(
          machines,
          options,
          parallelism,
          ResultOrder.AS_READY,
          result -> accept(indexes.getOrDefault(result.machine(), 0), result));
    }
    ModuleResult result = ModuleResult.unchanged();
    result.put("inspections", Arrays.asList(items));
    for (String failure : failures) {
      if (failure != null) {
        result.warn(failure);
      }
    }
    return result;
  }

  private void accept(int index, InspectResult result) {
    String path = paths.get(index);
    if (result instanceof InspectResult.Success success) {
      items[index] =
          JsonText.of(out -> new ReportWriter(out).writeItem(path, success.inspection(), fields));
    } else if (result instanceof InspectResult.Failure failure) {
      ImageException error = failure.error();
      String message = String.valueOf(error.getMessage());
      fail(index, ModuleFailure.sentence(path, error), error.kind(), message);
    }
  }

  private void fail(int index, String warning, String kind, String message) {
    failures[index] = warning;
    items[index] =
        JsonText.of(out -> new ReportWriter(out).writeFailedItem(paths.get(index), kind, message));
  }
}
