package io.guestkit.dist;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A Java runtime that holds the application as a module of its own.
 *
 * @param folder where it is
 */
record RuntimeImage(Path folder) {
  /** What the application uses of the JDK; jlink adds what these need themselves. */
  private static final List<String> JDK_MODULES =
      List.of(
          "java.logging",
          "java.management",
          "java.naming",
          "java.xml",
          "jdk.management",
          "jdk.unsupported");

  /** Links a module and what it needs of the JDK that runs the build. */
  static RuntimeImage link(MergedModule module, Path work, Path folder) throws IOException {
    Path jar = work.resolve("guestkit.jar");
    module.write(jar, JDK_MODULES);
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int status =
        jlink.run(
            out,
            out,
            "--module-path",
            jar.toString(),
            "--add-modules",
            MergedModule.NAME,
            "--no-header-files",
            "--no-man-pages",
            "--exclude-files", // the host's certificates, in some JDKs a link: nothing here calls
            // out
            "**/cacerts",
            "--output",
            folder.toString());
    if (status != 0) {
      throw new IOException("jlink ended with status " + status + ":\n" + said);
    }
    RuntimeImage image = new RuntimeImage(folder);
    image.replaceLinks();
    return image;
  }

  /** An unzip may turn links (equal licences are linked) into texts. */
  private void replaceLinks() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        byte[] content = Files.readAllBytes(link);
        Files.delete(link);
        Files.write(link, content);
      }
    }
  }

  /** Returns the command that starts the JVM with these words; more can be added. */
  List<String> java(String... words) {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("bin/java").toString());
    command.addAll(List.of(words));
    return command;
  }
}
