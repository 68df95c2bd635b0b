package io.guestkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build of GuestKit this is.
 *
 * @param version the version
 * @param id a hash of what the application was made of, or empty where it runs from its classes
 */
public record Build(String version, String id) {

  /** Returns the build of the running program. */
  public static Build current() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Build(properties.getProperty("version"), properties.getProperty("id", ""));
  }

  /** Returns what a program says of its version: a line for it, and one for the build's id. */
  public String text(String program) {
    String line = program + " " + version + "\n";
    return id.isEmpty() ? line : line + "build " + id + "\n";
  }
}
