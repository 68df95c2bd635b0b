package io.guestkit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Prints the version. */
final class VersionCommand implements Command {

  @Override
  public CommandModel model() {
    return new CommandModel(
        "version",
        "Print the version of the program and of its Java runtime.",
        List.of(),
        List.of(),
        List.of(),
        List.of("guestkit version"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException {
    StringBuilder text = new StringBuilder("guestkit ").append(version()).append('\n');
    @Nullable String build = buildId();
    if (build != null) {
      text.append("build ").append(build).append('\n');
    }
    text.append("Java ").append(System.getProperty("java.runtime.version"));
    text.append(", ").append(System.getProperty("java.vm.name"));
    text.append(", ").append(System.getProperty("os.name"));
    text.append(' ').append(System.getProperty("os.arch")).append('\n');
    streams.print(text.toString());
    return Main.OK;
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    try (@Nullable InputStream in = Main.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    }
    return properties.getProperty("version", "(unknown version)");
  }

  /** Returns the id that the build wrote into the manifest of our own archive, or null. */
  private static @Nullable String buildId() throws IOException {
    var manifests = Main.class.getClassLoader().getResources("META-INF/MANIFEST.MF");
    while (manifests.hasMoreElements()) {
      try (InputStream in = manifests.nextElement().openStream()) {
        @Nullable String id = new Manifest(in).getMainAttributes().getValue("Build-Id");
        if (id != null) {
          return id;
        }
      }
    }
    return null;
  }
}
