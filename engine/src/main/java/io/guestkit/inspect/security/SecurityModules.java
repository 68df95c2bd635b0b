package io.guestkit.inspect.security;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The large security modules, of which a kernel starts one at most. */
public final class SecurityModules {
  /** 4 MiB: the configuration of a distribution's kernel has 300 KiB. */
  private static final int MAX_CONFIG_BYTES = 4 << 20;

  private static final List<String> EXCLUSIVE = List.of("selinux", "smack", "apparmor");

  private final KernelParameters parameters;
  private final @Nullable String builtIn;
  private final @Nullable String formerDefault;

  private SecurityModules(
      KernelParameters parameters, @Nullable String builtIn, @Nullable String formerDefault) {
    this.parameters = parameters;
    this.builtIn = builtIn;
    this.formerDefault = formerDefault;
  }

  /** Returns what the kernel of the default boot entry does. */
  static SecurityModules read(FactFiles files, @Nullable Bootloader bootloader) throws IOException {
    String line = bootloader == null ? null : bootloader.commandLine();
    KernelParameters parameters = new KernelParameters(line == null ? "" : line);
    Optional<String> path = config(files, bootloader);
    Optional<byte[]> bytes =
        path.isEmpty() ? Optional.empty() : files.bytes(path.get(), MAX_CONFIG_BYTES);
    if (bytes.isEmpty()) {
      return new SecurityModules(parameters, null, null);
    }
    String text = new String(bytes.get(), StandardCharsets.ISO_8859_1);
    return new SecurityModules(
        parameters, value(text, "\nCONFIG_LSM=\""), value(text, "\nCONFIG_DEFAULT_SECURITY=\""));
  }

  /** The configuration of the default entry's kernel, or of the only one, or none. */
  private static Optional<String> config(FactFiles files, @Nullable Bootloader bootloader)
      throws IOException {
    String kernel = "";
    if (bootloader != null) {
      for (BootEntry entry : bootloader.entries()) {
        if (entry.title().equals(bootloader.defaultEntry()) && entry.kernel() != null) {
          kernel = entry.kernel();
          break;
        }
      }
    }
    String name = kernel.substring(kernel.lastIndexOf('/') + 1);
    String version = name.substring(name.indexOf('-') + 1);
    for (String path :
        List.of("/boot/config-" + version, "/usr/lib/modules/" + version + "/config")) {
      if (!version.isEmpty() && files.exists(path)) {
        return Optional.of(path);
      }
    }
    String last = "";
    for (DirectoryEntry entry : files.names("/boot")) {
      last = entry.name().startsWith("config-") ? "/boot/" + entry.name() : last;
    }
    return last.isEmpty() ? Optional.empty() : Optional.of(last);
  }

  private static @Nullable String value(String text, String start) {
    int at = text.indexOf(start) + start.length();
    int end = text.indexOf('"', at);
    return at < start.length() || end < 0 ? null : text.substring(at, end);
  }

  /** Returns the parameters of the kernel's command line. */
  KernelParameters parameters() {
    return parameters;
  }

  /**
   * Returns whether the kernel starts a module. Of the order that {@code lsm=}, or the kernel's
   * configuration, gives, the first large module that is not switched off is it; {@code security=}
   * chooses one alone. Where the configuration is not known the module is taken to be in it.
   */
  boolean starts(String module) {
    if (parameters.isOff(module)) {
      return false;
    }
    String order = parameters.value("lsm");
    String chosen = parameters.value("security");
    if (order == null) {
      if (chosen != null) {
        return chosen.equals(module);
      }
      if (builtIn == null) { // Linux up to 5.0 had one default in place of an order
        return formerDefault == null || formerDefault.equals(module);
      }
      order = builtIn;
    }
    for (String name : order.split(",", -1)) {
      if (name.equals(module)) {
        return true;
      }
      if (EXCLUSIVE.contains(name) && !parameters.isOff(name)) {
        return false;
      }
    }
    return false;
  }
}
