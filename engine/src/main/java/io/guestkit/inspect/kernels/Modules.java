package io.guestkit.inspect.kernels;

import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.ElfHeader;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The modules of kernels. Sources: modules.dep(5); the store of NixOS. */
final class Modules {
  static final String DIRECTORY = "/lib/modules";

  private static final List<String> DIRECTORIES =
      List.of(DIRECTORY, "/nix/var/nix/profiles/system/kernel-modules/lib/modules");

  /** 1024: the first line of the list starts with the path of a module. */
  private static final int FIRST_LINE_BYTES = 1024;

  private Modules() {}

  /** Depmod's list is there as long as the modules are; their directory may outlive them. */
  static boolean areThere(String version, FactFiles files) throws IOException {
    for (String directory : DIRECTORIES) {
      if (files.exists(directory + "/" + version + "/modules.dep")
          || files.exists(directory + "/" + version + "/kernel")) {
        return true;
      }
    }
    return false;
  }

  /** Returns the architecture of the first module of the list, where it is not compressed. */
  static Optional<String> architecture(String version, FactFiles files) throws IOException {
    String directory = DIRECTORY + "/" + version;
    Optional<String> module =
        files.attempt(
            directory + "/modules.dep",
            () ->
                head(directory + "/modules.dep", FIRST_LINE_BYTES, files)
                    .flatMap(Modules::firstModule));
    if (module.isEmpty()) {
      return Optional.empty();
    }
    String path = module.get().startsWith("/") ? module.get() : directory + "/" + module.get();
    return files.attempt(
        path,
        () ->
            head(path, ElfHeader.BYTES, files).flatMap(ElfHeader::of).map(ElfHeader::architecture));
  }

  /** Returns the path before the first colon. */
  private static Optional<String> firstModule(byte[] list) {
    String text = new String(list, StandardCharsets.UTF_8);
    int colon = text.indexOf(':');
    return colon > 0 && text.startsWith(".ko", colon - 3)
        ? Optional.of(text.substring(0, colon))
        : Optional.empty();
  }

  private static Optional<byte[]> head(String path, int limitBytes, FactFiles files)
      throws IOException {
    Optional<GuestFile> file = files.guest().find(path);
    if (file.isEmpty() || file.get().entry().type() != FileType.REGULAR) {
      return Optional.empty();
    }
    int length = (int) Math.min(file.get().entry().size(), limitBytes);
    return Optional.of(files.guest().content(file.get()).readBytes(0, length));
  }
}
