package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file that is not the same in two guests. */
public record FileChange(
    @Component("Absolute path in the guests.") String path,
    @Component("What became of it: added, removed, changed.") String change,
    @Component(
            "What changed of it: type, mode, uid, gid, size, modified, target, device, content;"
                + " content where the size changed or the bytes were compared.")
        List<String> changed,
    @Component("What it was before; null where it was added.") @Nullable FileInfo before,
    @Component("What it is after; null where it was removed.") @Nullable FileInfo after) {
  /** Copies the list. */
  public FileChange {
    changed = List.copyOf(changed);
  }
}
