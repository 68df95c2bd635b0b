package io.guestkit.inspect.boot.grub;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.boot.BootFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a script of GRUB 2 for the menu that it makes. */
final class GrubShell {
  /** 20,000 commands: a menu of a hundred kernels takes 4,000; ends loops. */
  private static final int MAX_STEPS = 20_000;

  /** 16: functions, files and menus inside each other; three are usual; bounds the recursion. */
  private static final int MAX_DEPTH = 16;

  private final BootFiles files;
  private final Map<String, List<Command>> functions = new HashMap<>();
  private GrubVariables variables = new GrubVariables();
  private List<GrubItem> items = new ArrayList<>();
  private @Nullable GrubItem entry;
  private int steps;
  private int depth;

  GrubShell(BootFiles files) {
    this.files = files;
  }

  /** Returns the menu. */
  List<GrubItem> items() {
    return items;
  }

  GrubVariables variables() {
    return variables;
  }

  /** Runs a file, as far as it can be parsed; one that is not there has no success. */
  boolean include(String path) throws IOException {
    Optional<String> text = files.text(path);
    if (text.isEmpty()) {
      return false;
    }
    GrubParser parser = new GrubParser(path, text.get());
    files
        .files()
        .attempt(
            path,
            () -> {
              parser.parse();
              return Optional.empty();
            });
    enter();
    boolean success = run(parser.commands());
    depth--;
    return success;
  }

  private void enter() throws UnsupportedImageException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new UnsupportedImageException(
          "functions, files or menus of GRUB in more than %d levels".formatted(MAX_DEPTH));
    }
  }

  private boolean run(List<Command> commands) throws IOException {
    boolean success = true;
    for (Command command : commands) {
      success = run(command);
    }
    return success;
  }

  private boolean run(Command command) throws IOException {
    steps++;
    if (steps > MAX_STEPS) {
      throw new UnsupportedImageException(
          "a script of GRUB that runs more than %d commands".formatted(MAX_STEPS));
    }
    if (command instanceof Command.Simple simple) {
      return simple(simple);
    }
    if (command instanceof Command.Conditional conditional) {
      return conditional(conditional);
    }
    if (command instanceof Command.For loop) {
      boolean success = true;
      for (String word : variables.expand(loop.words())) {
        variables.set(loop.variable(), word);
        success = run(loop.body());
      }
      return success;
    }
    if (command instanceof Command.While loop) {
      boolean success = true;
      while (run(loop.condition()) != loop.until()) {
        success = run(loop.body());
      }
      return success;
    }
    if (command instanceof Command.Function function) {
      functions.put(function.name(), function.body());
    }
    return true;
  }

  private boolean conditional(Command.Conditional conditional) throws IOException {
    for (Command.Branch branch : conditional.branches()) {
      if (run(branch.condition())) {
        return run(branch.body());
      }
    }
    return true;
  }

  private boolean simple(Command.Simple command) throws IOException {
    List<String> words = variables.expand(command.words());
    if (words.isEmpty()) {
      return true;
    }
    if (command.words().size() == 1 && command.words().getFirst().isAssignment()) {
      return set(List.of(String.join(" ", words)));
    }
    boolean negated = words.getFirst().equals("!") && words.size() > 1;
    List<String> rest = words.subList(negated ? 2 : 1, words.size());
    return execute(words.get(negated ? 1 : 0), rest, command.block()) != negated;
  }

  private boolean execute(String name, List<String> words, @Nullable List<Command> block)
      throws IOException {
    List<Command> function = functions.get(name);
    if (function != null) {
      enter();
      boolean success = run(function);
      depth--;
      return success;
    }
    return switch (name) {
      case "set" -> set(words);
      case "unset" -> {
        words.forEach(variables::unset);
        yield true;
      }
      case "test" -> GrubTest.holds(files, words);
      case "[" -> GrubTest.holds(files, words.subList(0, Math.max(0, words.size() - 1)));
      case "load_env" -> loadEnvironment(words);
      case "source", "." -> source(words);
      case "configfile", "normal" -> configure(words);
      case "menuentry", "submenu" -> menu(name, words, block == null ? List.of() : block);
      case "blscfg" -> entry != null || GrubSpecEntries.add(files, variables, words, items);
      case "false", "keystatus", "getkey", "regexp", "cmp" -> false; // nobody is there
      default -> {
        load(name, words);
        yield true;
      }
    };
  }

  private boolean set(List<String> words) throws UnsupportedImageException {
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        variables.set(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return true;
  }

  private boolean loadEnvironment(List<String> words) throws IOException {
    String path = variables.get("prefix") + "/grubenv";
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if ((word.equals("-f") || word.equals("--file")) && i + 1 < words.size()) {
        i++;
        path = words.get(i);
      } else if (word.startsWith("--file=")) {
        path = word.substring("--file=".length());
      } else if (!word.startsWith("-")) {
        wanted.add(word);
      }
    }
    Optional<String> found = files.find(path);
    Optional<String> text = found.isEmpty() ? Optional.empty() : files.text(found.get());
    if (text.isEmpty()) {
      return false;
    }
    for (Map.Entry<String, String> value : GrubEnvironment.parse(text.get()).entrySet()) {
      if (wanted.isEmpty() || wanted.contains(value.getKey())) {
        variables.set(value.getKey(), value.getValue());
      }
    }
    return true;
  }

  private boolean source(List<String> words) throws IOException {
    Optional<String> path = words.isEmpty() ? Optional.empty() : files.find(words.getFirst());
    return path.isPresent() && entry == null && include(path.get());
  }

  /** Another configuration makes a menu of its own. */
  private boolean configure(List<String> words) throws IOException {
    Optional<String> path = words.isEmpty() ? Optional.empty() : files.find(words.getFirst());
    if (path.isEmpty() || entry != null) {
      return entry != null;
    }
    items.clear();
    start(path.get());
    return include(path.get());
  }

  /** Sets what GRUB sets before it runs a configuration. */
  void start(String path) throws UnsupportedImageException {
    String directory = path.substring(0, path.lastIndexOf('/'));
    variables.set("config_file", path);
    variables.set("config_directory", directory);
  }

  private boolean menu(String command, List<String> words, List<Command> block) throws IOException {
    if (entry != null) {
      return true; // an entry that makes a menu when it is chosen
    }
    GrubItem item = GrubArguments.item(command, words);
    items.add(item);
    GrubVariables outside = variables;
    List<GrubItem> above = items;
    variables = outside.copy();
    enter();
    List<GrubItem> below = item.children();
    if (below == null) {
      entry = item;
    } else {
      items = below;
    }
    run(block);
    entry = null;
    items = above;
    variables = outside;
    depth--;
    return true;
  }

  /** Commands that load something for the entry whose body runs. */
  private void load(String command, List<String> words) {
    GrubItem item = entry;
    if (item == null || words.isEmpty()) {
      return;
    }
    List<String> paths = GrubArguments.withoutOptions(words);
    String path = paths.isEmpty() ? null : paths.getFirst();
    String arguments =
        GrubArguments.join(words.subList(Math.max(0, words.indexOf(path)) + 1, words.size()));
    switch (command) {
      case "linux", "linux16", "linuxefi" -> item.kernel(path, arguments);
      case "initrd", "initrd16", "initrdefi" -> item.initramfs(path);
      case "multiboot", "multiboot2", "xen_hypervisor" -> item.hypervisor(words.getFirst());
      case "module", "module2", "xen_module" -> {
        if (path != null) {
          item.module(path, arguments);
        }
      }
      default -> {}
    }
  }
}
