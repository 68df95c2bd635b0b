package io.guestkit.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Files of checksums, as {@code sha256sum} writes them and the registry of Terraform takes them.
 */
final class Sums {
  private Sums() {}

  /** Writes the sums of files that lie beside it. */
  static void write(Path sums, List<Path> files) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      lines.add(sha256(file) + "  " + file.getFileName());
    }
    Files.write(sums, lines);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = BuildId.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
