package io.guestkit.inspect.settings;

import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The machine identifier. Source: machine-id(5). */
public final class MachineId {
  private static final int DIGITS = 32;

  private MachineId() {}

  /** Returns the identifier; a file that is empty or says uninitialized holds none. */
  public static Optional<String> read(FactFiles files) throws IOException {
    for (String path : List.of("/etc/machine-id", "/var/lib/dbus/machine-id")) {
      Optional<String> id = files.text(path).map(String::strip).filter(MachineId::isIdentifier);
      if (id.isPresent()) {
        return id;
      }
    }
    return Optional.empty();
  }

  private static boolean isIdentifier(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return false;
      }
    }
    return text.length() == DIGITS;
  }
}
