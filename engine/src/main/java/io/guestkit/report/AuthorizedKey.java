package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key that lets its owner in by SSH. */
public record AuthorizedKey(
    @Component("User who is let in.") String user,
    @Component("Type of the key, such as ssh-ed25519.") String type,
    @Component("Fingerprint as ssh-keygen -l prints it: SHA256 in base64.") String fingerprint,
    @Component("Length of the key in bits.") @Nullable Integer bits,
    @Component("Comment.") @Nullable String comment,
    @Component("Names of the options before the key, without their values.") List<String> options,
    @Component("File that holds the key.") String path) {
  /** Copies the lists. */
  public AuthorizedKey {
    options = List.copyOf(options);
  }
}
