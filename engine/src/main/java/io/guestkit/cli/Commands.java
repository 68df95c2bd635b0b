package io.guestkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands by name. Only the one that is asked for is loaded. */
final class Commands {
  private static final List<String> NAMES =
      List.of(
          "inspect",
          "image info",
          "image raw",
          "ls",
          "cat",
          "stat",
          "hash",
          "find",
          "du",
          "cp",
          "diff",
          "cache list",
          "cache stats",
          "cache verify",
          "cache clear",
          "schema",
          "completion",
          "version",
          "help");

  private Commands() {}

  /** Returns every command in the order of the help. */
  static List<Command> all() {
    List<Command> commands = new ArrayList<>();
    for (String name : NAMES) {
      commands.add(named(name).orElseThrow());
    }
    return commands;
  }

  static Optional<Command> named(String name) {
    return switch (name) {
      case "inspect" -> Optional.of(new InspectCommand());
      case "image info" -> Optional.of(new ImageInfoCommand());
      case "image raw" -> Optional.of(new ImageRawCommand());
      case "ls" -> Optional.of(new ListCommand());
      case "cat" -> Optional.of(new CatCommand());
      case "stat" -> Optional.of(new StatCommand());
      case "hash" -> Optional.of(new HashCommand());
      case "find" -> Optional.of(new FindCommand());
      case "du" -> Optional.of(new DiskUsageCommand());
      case "diff" -> Optional.of(new DiffCommand());
      case "cp" -> Optional.of(new CopyCommand());
      case "cache list" -> Optional.of(new CacheListCommand());
      case "cache stats" -> Optional.of(new CacheStatsCommand());
      case "cache verify" -> Optional.of(new CacheVerifyCommand());
      case "cache clear" -> Optional.of(new CacheClearCommand());
      case "schema" -> Optional.of(new SchemaCommand());
      case "completion" -> Optional.of(new CompletionCommand());
      case "version" -> Optional.of(new VersionCommand());
      case "help" -> Optional.of(new HelpCommand());
      default -> Optional.empty();
    };
  }

  /** Returns what commands of two words have in common, by their first word. */
  static String groupSummary(String group) {
    return switch (group) {
      case "image" -> "Show or convert the container of a disk, whatever the disk holds.";
      case "cache" -> "Show or clear the finished reports that inspect keeps.";
      default -> throw new IllegalArgumentException(group);
    };
  }
}
