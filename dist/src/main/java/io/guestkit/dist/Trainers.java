package io.guestkit.dist;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What each program runs while its AOT cache is made. */
final class Trainers {
  private Trainers() {}

  /** The command line has a class for it: many commands in one process. */
  static void commandLine(List<String> java, TrainingImages images)
      throws IOException, InterruptedException {
    Processes.run(started(java, "io.guestkit.cli.Training"));
  }

  private static List<String> started(List<String> java, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>(java);
    command.add("-m");
    command.add(MergedModule.NAME + "/" + mainClass);
    command.addAll(List.of(arguments));
    return command;
  }
}
