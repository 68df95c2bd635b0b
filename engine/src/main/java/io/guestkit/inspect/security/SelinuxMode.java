package io.guestkit.inspect.security;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The mode in which SELinux comes up. Sources: selinux(8), selinux_config(5). */
final class SelinuxMode {
  static final String CONFIG = "/etc/selinux/config";

  /** 1 MiB: the file that is shipped has 1 KiB. */
  private static final int MAX_BYTES = 1 << 20;

  private SelinuxMode() {}

  static Optional<String> read(FactFiles files, KernelModules modules) throws IOException {
    Optional<byte[]> bytes = files.bytes(CONFIG, MAX_BYTES);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    String text = new String(bytes.get(), StandardCharsets.UTF_8);
    String configured = mode(text);
    if (configured.equals("disabled") || !hasPolicy(files, type(text))) {
      return Optional.of("disabled");
    }
    SecurityModules kernel = modules.read();
    if (!kernel.starts("selinux")) {
      return Optional.of("disabled");
    }
    String enforcing = kernel.parameters().value("enforcing");
    if (enforcing == null) {
      return Optional.of(configured);
    }
    boolean number =
        !enforcing.isEmpty() && enforcing.charAt(0) > '0' && enforcing.charAt(0) <= '9';
    return Optional.of(number ? "enforcing" : "permissive");
  }

  /** What the kernel's boot entry says, read only where a file of the module is there. */
  @FunctionalInterface
  interface KernelModules {
    /** Reads it. */
    SecurityModules read() throws IOException;
  }

  /** The first line that says something that is known counts, in letters of any case. */
  private static String mode(String text) {
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      String line = text.substring(at, end);
      at = end + 1;
      if (line.startsWith("SELINUX=")) {
        String value = line.substring("SELINUX=".length()).strip().toLowerCase(Locale.ROOT);
        for (String mode : new String[] {"enforcing", "permissive", "disabled"}) {
          if (value.startsWith(mode)) {
            return mode;
          }
        }
      }
    }
    return "disabled";
  }

  private static String type(String text) {
    String type = "targeted";
    for (TextLines lines = new TextLines(text); lines.next(); ) {
      String line = lines.line();
      if (line.startsWith("SELINUXTYPE=")) {
        type = line.substring("SELINUXTYPE=".length()).strip();
      }
    }
    return type;
  }

  /** A policy is a file policy.VERSION. */
  private static boolean hasPolicy(FactFiles files, String type) throws IOException {
    for (DirectoryEntry entry : files.names("/etc/selinux/" + type + "/policy")) {
      if (entry.name().startsWith("policy.")) {
        return true;
      }
    }
    return false;
  }
}
