package io.guestkit.dist;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/**
 * The id of an application: a hash of its classes, its launchers with their options, and the JDK.
 */
final class BuildId {
  private static final String PROPERTIES = "io/guestkit/build.properties";

  /** 16 digits, 64 bits: builds in one folder, not adversaries, are told apart. */
  private static final int DIGITS = 16;

  private BuildId() {}

  /** Writes the id into the module, where the program finds it, and returns it. */
  static String stamp(MergedModule module, Path launchers) throws IOException {
    String id = of(module, launchers);
    Properties build = new Properties();
    build.load(new StringReader(text(module.entry(PROPERTIES))));
    String stamped = "version=" + build.getProperty("version") + "\nid=" + id + "\n";
    module.replace(PROPERTIES, stamped.getBytes(StandardCharsets.UTF_8));
    return id;
  }

  private static String of(MergedModule module, Path launchers) throws IOException {
    MessageDigest digest = sha256();
    add(digest, Runtime.version().toString(), new byte[0]);
    for (Map.Entry<String, byte[]> entry : module.entries().entrySet()) {
      add(digest, entry.getKey(), entry.getValue());
    }
    for (Program program : Program.ALL) {
      String launcher = program.launcher(launchers);
      add(digest, program.name(), launcher.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  private static void add(MessageDigest digest, String name, byte[] content) {
    digest.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
    digest.update(content);
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Returns a digest that every JDK has. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
