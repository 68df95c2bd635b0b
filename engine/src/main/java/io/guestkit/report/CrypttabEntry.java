package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of crypttab(5). */
public record CrypttabEntry(
    @Component("Name of the mapped device below /dev/mapper.") String name,
    @Component("What is encrypted, as written.") String spec,
    @Component("Path of the key file, as written; null where a passphrase is asked for.")
        @Nullable String keyFile,
    @Component("Options.") List<String> options,
    @Component("Device that the line stands for; null where it is none of this machine.")
        @Nullable String device) {
  /** Copies the lists. */
  public CrypttabEntry {
    options = List.copyOf(options);
  }

  /** Returns this with other options. */
  public CrypttabEntry withOptions(List<String> other) {
    return new CrypttabEntry(name, spec, keyFile, other, device);
  }
}
