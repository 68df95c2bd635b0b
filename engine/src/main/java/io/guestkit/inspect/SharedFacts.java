package io.guestkit.inspect;

import io.guestkit.guest.GuestRoot;
import io.guestkit.report.CrypttabEntry;
import io.guestkit.report.FstabEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Facts that need what another fact has read, or read what another one needs too: once. */
final class SharedFacts {
  private final GuestRoot guest;
  private final SystemDraft system;

  SharedFacts(GuestRoot guest, SystemDraft system) {
    this.guest = guest;
    this.system = system;
  }

  /** Options of network filesystems may hold a password. */
  void fstab(FactFiles files) throws IOException {
    List<FstabEntry> entries = new ArrayList<>();
    for (FstabEntry line : guest.fstab()) {
      entries.add(line.withOptions(masked(line.options())));
    }
    system.fstab = entries;
    if (!entries.isEmpty()) {
      files.find("/etc/fstab").ifPresent(files::evidence);
    }
  }

  void crypttab(FactFiles files) throws IOException {
    List<CrypttabEntry> entries = new ArrayList<>();
    for (CrypttabEntry line : guest.crypttab()) {
      entries.add(line.withOptions(masked(line.options())));
    }
    system.crypttab = entries;
    if (!entries.isEmpty()) {
      files.find("/etc/crypttab").ifPresent(files::evidence);
    }
  }

  private static List<String> masked(List<String> options) {
    List<String> masked = new ArrayList<>(options.size());
    for (String option : options) {
      // A PKCS #11 URI may hold a PIN (RFC 7512, pin-value).
      boolean pin = option.startsWith("pkcs11-uri=") && option.contains("pin-");
      masked.add(pin ? "pkcs11-uri=***" : Secrets.mask(option));
    }
    return masked;
  }
}
