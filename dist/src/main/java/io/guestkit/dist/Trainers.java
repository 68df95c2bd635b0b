package io.guestkit.dist;

import io.guestkit.dist.terraform.TerraformTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What each program runs while its AOT cache is made. */
final class Trainers {
  private Trainers() {}

  /** The command line has a class for it: many commands in one process. */
  static void commandLine(List<String> java, TrainingImages images)
      throws IOException, InterruptedException {
    String server = images.server().toString();
    Processes.run(started(java, images, "io.guestkit.cli.Training", server));
  }

  /** The tasks of a playbook, one after another in one process. */
  static void ansible(List<String> java, TrainingImages images)
      throws IOException, InterruptedException {
    String qcow2 = images.qcow2().toString();
    String raw = images.raw().toString();
    String server = images.server().toString();
    Processes.run(started(java, images, "io.guestkit.ansible.Training", qcow2, raw, server));
  }

  /** Reads of images, as Terraform asks for them. */
  static void terraform(List<String> java, TrainingImages images)
      throws IOException, InterruptedException {
    try {
      TerraformTraining.run(
          started(java, images, "io.guestkit.terraform.Main"),
          Map.of(),
          List.of(images.qcow2().toAbsolutePath(), images.server().toAbsolutePath()));
    } catch (GeneralSecurityException e) {
      throw new IOException("no certificate for the training run", e);
    }
  }

  /** The exporter, asked as by Prometheus and told to stop. */
  static void exporter(List<String> java, TrainingImages images)
      throws IOException, InterruptedException {
    ExporterTraining.run(started(java, images, "io.guestkit.exporter.Main"), images);
  }

  /**
   * The reports that are kept are this program's own: one that another had kept would be answered,
   * and no image read.
   */
  private static List<String> started(
      List<String> java, TrainingImages images, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("env");
    Path caches = images.qcow2().resolveSibling("caches").resolve(mainClass);
    command.add("XDG_CACHE_HOME=" + caches.toAbsolutePath());
    command.addAll(java);
    command.add("-m");
    command.add(MergedModule.NAME + "/" + mainClass);
    command.addAll(List.of(arguments));
    return command;
  }
}
