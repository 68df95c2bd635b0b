package io.guestkit.inspect.sudo;

import io.guestkit.inspect.FactFiles;
import io.guestkit.report.SudoRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may run commands as somebody else. */
public final class SudoRules {
  private SudoRules() {}

  /**
   * Returns the rules of sudo, then those of doas, in their order.
   *
   * @param hostname name of the host, or null where it has none
   */
  public static List<SudoRule> read(FactFiles files, @Nullable String hostname) throws IOException {
    List<SudoRule> rules = new ArrayList<>(Sudoers.read(files, hostname).rules());
    SudoDefaults defaults = new SudoDefaults();
    for (Grant grant : DoasConf.read(files)) {
      rules.addAll(grant.rules(defaults));
    }
    return rules;
  }
}
