package io.guestkit.dist.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A folder with a configuration, and a Terraform that finds the provider in a mirror beside it. */
public final class Workspace {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADDRESS = "registry.terraform.io/guestkit/guestkit";
  private static final String PLATFORM = "linux_amd64";

  private final Path folder;
  private final String program;

  private Workspace(Path folder, String program) {
    this.folder = folder;
    this.program = program;
  }

  /**
   * What a run gave.
   *
   * @param exit exit status
   * @param out standard output
   * @param err standard error
   */
  public record Result(int exit, String out, String err) {

    /** Returns the standard output as one JSON value. */
    public JsonNode json() throws IOException {
      return JSON.readTree(out);
    }

    /** Returns the first error or warning of {@code plan -json}, whose lines are JSON. */
    JsonNode diagnostic() throws IOException {
      for (String line : out.lines().toList()) {
        JsonNode message = JSON.readTree(line);
        if (message.path("type").asText().equals("diagnostic")) {
          return message.get("diagnostic");
        }
      }
      throw new IOException("no diagnostic in " + out + err);
    }
  }

  /** Makes a mirror and a CLI configuration in a folder, and installs the provider from them. */
  public static Workspace create(Path folder) throws IOException, InterruptedException {
    Tool.require("terraform");
    Path mirror = Files.createDirectories(folder.resolve("mirror").resolve(ADDRESS));
    String zip = "terraform-provider-guestkit_" + Archive.version() + "_" + PLATFORM + ".zip";
    Files.createSymbolicLink(mirror.resolve(zip), Archive.folder().resolveSibling(zip));
    Workspace workspace = configured(folder, "terraform", mirror(folder.resolve("mirror")));
    Result init = workspace.terraform("init", "-no-color");
    if (init.exit() != 0) {
      throw new IOException(init.out() + init.err());
    }
    return workspace;
  }

  /** Returns what a CLI configuration says of providers that come from a mirror. */
  static String mirror(Path mirror) {
    return "filesystem_mirror {\n    path = \"%s\"\n  }".formatted(mirror);
  }

  /**
   * Makes a workspace where nothing is initialized yet.
   *
   * @param program {@code terraform}, or one that is used like it
   * @param installation what the CLI configuration says of where providers come from
   */
  static Workspace configured(Path folder, String program, String installation) throws IOException {
    Files.writeString(
        folder.resolve("terraform.rc"),
        "provider_installation {\n  %s\n}\n".formatted(installation));
    Workspace workspace = new Workspace(folder, program);
    workspace.write("");
    return workspace;
  }

  /** Replaces what follows on the provider's requirement, and forgets what was applied. */
  public void write(String configuration) throws IOException {
    replace(
        """
        terraform {
          required_providers {
            guestkit = {
              source = "guestkit/guestkit"
            }
          }
        }
        """
            + configuration);
  }

  /** Replaces the configuration, and forgets what was applied. */
  void replace(String configuration) throws IOException {
    Files.writeString(folder.resolve("main.tf"), configuration);
    Files.deleteIfExists(folder.resolve("terraform.tfstate"));
  }

  /** Runs Terraform to its end. */
  public Result terraform(String... arguments) throws IOException, InterruptedException {
    return terraform(Map.of(), arguments);
  }

  /** Runs Terraform to its end with further variables of the environment. */
  Result terraform(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = builder(arguments);
    builder.environment().putAll(environment);
    return run(builder);
  }

  /** Runs Terraform to its end as a user who may read only what permissions of files allow. */
  Result unprivileged(String... arguments) throws IOException, InterruptedException {
    Tool.require("setpriv");
    ProcessBuilder builder = builder(arguments);
    builder.command().addAll(0, List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
    return run(builder);
  }

  private Result run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path err = folder.resolve("terraform.err");
    Process process = builder.redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("terraform does not end");
    }
    return new Result(process.exitValue(), out, Files.readString(err));
  }

  /** Returns the folder in which Terraform runs. */
  Path folder() {
    return folder;
  }

  /**
   * Starts Terraform as a terminal does, in a process group of its own.
   *
   * @param out takes what it prints
   */
  Process startGroup(Path out, String... arguments) throws IOException {
    Tool.require("setsid");
    ProcessBuilder builder = builder(arguments);
    builder.command().addFirst("setsid"); // which becomes Terraform: the process is the group's
    return builder.redirectOutput(out.toFile()).redirectErrorStream(true).start();
  }

  /** Starts Terraform. */
  Process start(String... arguments) throws IOException {
    return builder(arguments)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("TF_"));
    environment.put("TF_CLI_CONFIG_FILE", folder.resolve("terraform.rc").toString());
    environment.put("TF_DATA_DIR", folder.resolve("terraform.d").toString());
    environment.put("CHECKPOINT_DISABLE", "1");
    environment.put("GUESTKIT_AOT_MODE", "on"); // what Terraform unzipped starts with its cache
    environment.put("LC_ALL", "C.UTF-8");
    return builder;
  }
}
