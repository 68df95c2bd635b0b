package io.guestkit.report;

import java.util.List;

/** The SSH server. */
public record SshServer(
    @Component(
            "Settings in effect outside of Match blocks, defaults included, in the words of sshd -T.")
        List<Setting> settings,
    @Component("Conditions of the Match blocks, which may change settings, in their order.")
        List<String> matches,
    @Component("Keys of the host.") List<SshHostKey> hostKeys) {
  /** Copies the lists. */
  public SshServer {
    settings = List.copyOf(settings);
    matches = List.copyOf(matches);
    hostKeys = List.copyOf(hostKeys);
  }
}
