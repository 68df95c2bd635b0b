package io.guestkit.ansible.image;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.InspectResult;
import io.guestkit.Machine;
import io.guestkit.PathPatterns;
import io.guestkit.ResultOrder;
import io.guestkit.TooManyPathsException;
import io.guestkit.ansible.argument.CheckedArguments;
import io.guestkit.ansible.task.JsonText;
import io.guestkit.ansible.task.ModuleFailure;
import io.guestkit.ansible.task.ModuleResult;
import io.guestkit.block.ImageException;
import io.guestkit.export.DisplayText;
import io.guestkit.export.ReportWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer about many images: an item for each of the paths and of what their patterns stand for,
 * in this order.
 */
public final class ImageItems {
  private final String key;
  private final List<String> paths;
  private final List<String> complaints;

  /** Items as they are ready. */
  private final @Nullable JsonText[] items;

  /** What is said of those that failed. */
  private final @Nullable String[] failures;

  private ImageItems(String key, PathPatterns patterns) {
    this.key = key;
    this.paths = patterns.paths();
    this.complaints = patterns.complaints();
    this.items = new @Nullable JsonText[paths.size()];
    this.failures = new @Nullable String[paths.size()];
  }

  /**
   * Returns the answer to the argument {@code paths}, without its items.
   *
   * @param key name of their list in the answer
   */
  public static ImageItems of(CheckedArguments arguments, String key) throws ModuleFailure {
    @Nullable List<String> paths = arguments.texts("paths");
    if (paths == null) { // given, but as null
      throw new ModuleFailure("one of the following is required: path, paths");
    }
    try {
      return new ImageItems(key, PathPatterns.expand(paths));
    } catch (TooManyPathsException e) {
      throw new ModuleFailure(e.text());
    }
  }

  /**
   * Returns an item, {@code {"path", KEY}}.
   *
   * @param value writes what stands under the key
   */
  public static JsonText item(String path, String key, JsonText.Source value) {
    return JsonText.of(out -> {
      out.writeStartObject();
      out.writeStringField("path", DisplayText.encodable(path));
      out.writeFieldName(key);
      value.write(out);
      out.writeEndObject();
    });
  }

  /** Makes an item of what was read of a machine. */
  @FunctionalInterface
  public interface Item {
    JsonText of(String path, InspectResult.Success success);
  }

  /** Makes an item of a path. */
  @FunctionalInterface
  interface Reading {
    JsonText of(String text, Path path) throws ImageException;
  }

  /** Inspects as many side by side as there are processors. */
  public void inspect(GuestKit kit, InspectOptions options, Item item) {
    IdentityHashMap<Machine, Integer> indexes =
        new IdentityHashMap<>(); // a path may be named twice
    List<Machine> machines = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      try {
        Machine machine = Machine.of(ImageArguments.path(paths.get(i)));
        indexes.put(machine, i);
        machines.add(machine);
      } catch (ModuleFailure e) {
        fail(i, e);
      }
    }
    if (!machines.isEmpty()) {
      int parallelism = Math.min(Runtime.getRuntime().availableProcessors(), machines.size());
      kit.inspectAll(
          machines,
          options,
          parallelism,
          ResultOrder.AS_READY,
          result -> accept(indexes.getOrDefault(result.machine(), 0), result, item));
    }
  }

  private void accept(int index, InspectResult result, Item item) {
    if (result instanceof InspectResult.Success success) {
      items[index] = item.of(paths.get(index), success);
    } else if (result instanceof InspectResult.Failure failure) {
      fail(index, failure.error());
    }
  }

  /** Reads one after the other. */
  void read(Reading reading) {
    for (int i = 0; i < paths.size(); i++) {
      try {
        items[i] = reading.of(paths.get(i), ImageArguments.path(paths.get(i)));
      } catch (ImageException e) {
        fail(i, e);
      } catch (ModuleFailure e) {
        fail(i, e);
      }
    }
  }

  private void fail(int index, ImageException e) {
    fail(
        index,
        ModuleFailure.sentence(paths.get(index), e),
        e.kind(),
        String.valueOf(e.getMessage()));
  }

  private void fail(int index, ModuleFailure e) {
    fail(index, e.text(), String.valueOf(e.kind()), e.text());
  }

  private void fail(int index, String sentence, String kind, String message) {
    failures[index] = sentence;
    items[index] =
        JsonText.of(out -> new ReportWriter(out).writeFailedItem(paths.get(index), kind, message));
  }

  /** Returns the answer; a failure where something could not be read and the task asks for that. */
  public ModuleResult result(CheckedArguments arguments) {
    List<String> sentences = new ArrayList<>(complaints);
    for (String failure : failures) {
      if (failure != null) {
        sentences.add(failure);
      }
    }
    boolean failed = arguments.isTrue("fail_on_error") && !sentences.isEmpty();
    ModuleResult result =
        failed ? ModuleResult.failure(summary(sentences)) : ModuleResult.unchanged();
    result.put(key, Arrays.asList(items));
    sentences.forEach(result::warn);
    return result;
  }

  private String summary(List<String> sentences) {
    return sentences.size() == 1
        ? sentences.getFirst()
        : sentences.size() + " of paths could not be read, the first: " + sentences.getFirst();
  }
}
