package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of fstab(5). */
public record FstabEntry(
    @Component("What is mounted, as written.") String spec,
    @Component("Where it is mounted.") String path,
    @Component("Type of filesystem, as written.") String type,
    @Component("Mount options.") List<String> options,
    @Component("The dump field.") int dump,
    @Component("The fsck pass.") int pass,
    @Component("Device that the line stands for; null where it is none of this machine.")
        @Nullable String device) {
  /** Copies the lists. */
  public FstabEntry {
    options = List.copyOf(options);
  }

  /** Returns this with other options. */
  public FstabEntry withOptions(List<String> other) {
    return new FstabEntry(spec, path, type, other, dump, pass, device);
  }
}
