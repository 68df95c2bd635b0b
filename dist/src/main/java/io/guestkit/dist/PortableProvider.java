package io.guestkit.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * The Terraform provider as one file for every system with a shell and Java: a script, and behind
 * it the jar that the script gives to the JVM.
 */
final class PortableProvider {
  private PortableProvider() {}

  /**
   * Writes the file.
   *
   * @param jars the provider's and those that it needs
   * @param launchers folder of the launchers' sources
   * @param time of the classes in it
   */
  static void write(Path file, List<Path> jars, Path launchers, Instant time) throws IOException {
    MergedModule module = MergedModule.of(jars);
    BuildId.stamp(module, launchers);
    try (ZipArchiveOutputStream jar = new ZipArchiveOutputStream(file)) {
      jar.setLevel(Deflater.BEST_COMPRESSION); // made once, sent often
      jar.writePreamble(script(launchers).getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> entry : module.classPathEntries().entrySet()) {
        jar.putArchiveEntry(PackedFile.zipEntry(entry.getKey(), time));
        jar.write(entry.getValue());
        jar.closeArchiveEntry();
      }
    }
    Trees.makeExecutable(file);
  }

  private static String script(Path launchers) throws IOException {
    Program provider = Program.named(ProviderPackages.NAME);
    return Files.readString(launchers.resolve("portable.sh"))
        .replace("@PROGRAM@", provider.name())
        .replace("@MAIN@", provider.mainClass())
        .replace("@PRELUDE@\n", provider.prelude())
        .replace("@OPTIONS@", provider.optionWords(launchers));
  }
}
