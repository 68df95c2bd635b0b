package io.guestkit.ansible;

import io.guestkit.Build;
import io.guestkit.Fault;
import io.guestkit.ansible.argument.ArgumentException;
import io.guestkit.ansible.argument.CheckedArguments;
import io.guestkit.ansible.argument.UserPaths;
import io.guestkit.ansible.facts.ImageFactsModule;
import io.guestkit.ansible.facts.ImageInventoryModule;
import io.guestkit.ansible.image.FileInfoModule;
import io.guestkit.ansible.image.ImageDiffModule;
import io.guestkit.ansible.image.ImageInfoModule;
import io.guestkit.ansible.image.InspectionInfoModule;
import io.guestkit.ansible.task.AnsibleModule;
import io.guestkit.ansible.task.Json;
import io.guestkit.ansible.task.ModuleFailure;
import io.guestkit.ansible.task.ModuleResult;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program {@code guestkit-ansible}: reads the arguments of a task as a JSON object from
 * standard input and answers with one JSON object, in one line of ASCII, on standard output; empty
 * lines may come before it.
 */
public final class Main {
  private static final int OK = 0;
  private static final int FAILED = 1;

  /** Those of the collection. */
  static final List<AnsibleModule> MODULES =
      List.of(
          new InspectionInfoModule(),
          new ImageInfoModule(),
          new FileInfoModule(),
          new ImageDiffModule(),
          new ImageFactsModule());

  /** What the inventory plugin asks; no task does. */
  private static final AnsibleModule INVENTORY = new ImageInventoryModule();

  /** 16 MiB: the paths of a hundred thousand images; Ansible passes them through a shell script. */
  private static final int MAX_INPUT = 16 << 20;

  /** What Ansible tells every module: check mode, verbosity and so on. */
  private static final String INTERNAL = "_ansible_";

  private final InputStream in;
  private final OutputStream out;

  private Main(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Runs a module and ends the process with its status. */
  public static void main(String[] words) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream watched = WatchedOutput.start(out, () -> Runtime.getRuntime().halt(FAILED));
    System.exit(run(words, System.in, watched));
  }

  /** Runs a module and returns the exit status. */
  static int run(String[] words, InputStream in, OutputStream out) {
    try {
      return new Main(in, out).run(words);
    } catch (IOException e) {
      return FAILED; // nobody reads the answer
    }
  }

  private int run(String[] words) throws IOException {
    if (words.length == 1 && words[0].equals("--version")) {
      out.write(Build.current().text("guestkit-ansible").getBytes(StandardCharsets.UTF_8));
      return OK;
    }
    ModuleResult result = attempt(words);
    result.writeTo(out);
    return result.isFailed() ? FAILED : OK;
  }

  /** The one place where everything ends as a sentence. */
  private ModuleResult attempt(String[] words) {
    try {
      AnsibleModule module = module(words);
      String version = Build.current().version();
      return words[1].equals(version)
          ? answer(module, Json.object(input()))
          : otherVersion(version, words[1]);
    } catch (ModuleFailure e) {
      return ModuleResult.failure(e);
    } catch (OutOfMemoryError e) {
      return ModuleResult.failure("out of memory: ask for fewer images in a task, or fewer facts");
    } catch (RuntimeException | Error e) {
      return ModuleResult.failure(Fault.sentence(e));
    }
  }

  private static AnsibleModule module(String[] words) throws ModuleFailure {
    if (words.length != 3 || !words[2].equals("-")) {
      throw new ModuleFailure(
          "usage: guestkit-ansible MODULE VERSION - with the arguments as a JSON object on standard"
              + " input; a collection of another version than this engine asks otherwise");
    }
    if (words[0].equals(INVENTORY.name())) {
      return INVENTORY;
    }
    StringBuilder names = new StringBuilder();
    for (AnsibleModule module : MODULES) {
      if (module.name().equals(words[0])) {
        return module;
      }
      names.append(names.isEmpty() ? "" : ", ").append(module.name());
    }
    throw new ModuleFailure("this engine has no module " + words[0] + ", it has " + names);
  }

  /** Arguments and answers change from version to version. */
  private static ModuleResult otherVersion(String engine, String collection) {
    ModuleResult result =
        ModuleResult.failure(
            "this engine is of version "
                + engine
                + ", the collection guestkit.guestkit of version "
                + collection
                + "; install the engine of that version by the role guestkit.guestkit.engine, or"
                + " the collection of the engine's");
    result.put("engine_version", engine);
    result.put("collection_version", collection);
    return result;
  }

  private byte[] input() throws ModuleFailure {
    byte[] input;
    try {
      input = in.readNBytes(MAX_INPUT + 1);
    } catch (IOException e) {
      throw new ModuleFailure("standard input cannot be read: " + e.getMessage());
    }
    if (input.length > MAX_INPUT) {
      throw new ModuleFailure("the arguments on standard input are longer than 16 MiB");
    }
    return input;
  }

  private static ModuleResult answer(AnsibleModule module, Map<String, @Nullable Object> input) {
    String name = module.name();
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : input.entrySet()) {
      if (!entry.getKey().startsWith(INTERNAL)) {
        given.put(entry.getKey(), entry.getValue());
      } else if (entry.getKey().equals("_ansible_module_name")
          && entry.getValue() instanceof String full) {
        name = full;
      }
    }
    CheckedArguments arguments = module.spec().check(given, UserPaths.current());
    @Nullable String failure = arguments.failure(name);
    ModuleResult result = failure == null ? run(module, arguments) : ModuleResult.failure(failure);
    arguments.warnings().forEach(result::warn);
    result.put("invocation", Map.of("module_args", arguments.values()));
    return result;
  }

  private static ModuleResult run(AnsibleModule module, CheckedArguments arguments) {
    try {
      return module.run(arguments);
    } catch (ModuleFailure e) {
      return ModuleResult.failure(e);
    } catch (ArgumentException e) {
      return ModuleResult.failure(String.valueOf(e.getMessage()));
    }
  }
}
