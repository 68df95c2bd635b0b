package io.guestkit.inspect.sudo;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one logical line of sudoers says. */
sealed interface SudoersEntry {

  /** Further lines from a file, or from the files of a directory. */
  record Include(String path, boolean isDirectory) implements SudoersEntry {}

  /**
   * Names for lists.
   *
   * @param kind what the lists hold
   * @param names each alias with its list
   */
  record Aliases(AliasKind kind, List<Alias> names) implements SudoersEntry {}

  /** A name for a list. */
  record Alias(String name, List<SudoItem> items) {}

  /** What an alias stands for. */
  enum AliasKind {
    USER,
    RUN_AS,
    HOST,
    COMMAND
  }

  /**
   * Settings.
   *
   * @param users whom they are for; null where they are for all
   * @param settings words such as {@code !authenticate} or {@code runas_default=bin}
   */
  record Defaults(@Nullable List<SudoItem> users, List<String> settings) implements SudoersEntry {}

  /** A rule: some users, and what they may do on some hosts. */
  record UserSpecification(List<SudoItem> users, List<Privilege> privileges)
      implements SudoersEntry {}

  /** What users may do on some hosts. */
  record Privilege(List<SudoItem> hosts, List<CommandSpecification> commands) {}

  /**
   * A command with what stands before it, that of the command before included.
   *
   * @param runAsUsers null where no parenthesis says as whom
   * @param runAsGroups null where no colon in the parenthesis says as which group
   * @param noPassword null where no tag says it
   */
  record CommandSpecification(
      @Nullable List<SudoItem> runAsUsers,
      @Nullable List<SudoItem> runAsGroups,
      @Nullable Boolean noPassword,
      SudoItem command) {

    boolean hasSameRights(CommandSpecification other) {
      return Objects.equals(runAsUsers, other.runAsUsers)
          && Objects.equals(runAsGroups, other.runAsGroups)
          && Objects.equals(noPassword, other.noPassword);
    }
  }
}
