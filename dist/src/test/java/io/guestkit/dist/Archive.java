package io.guestkit.dist;

import io.guestkit.testing.Cli;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The unpacked archive that the build made. */
public final class Archive {
  private Archive() {}

  /** Returns its folder. */
  public static Path folder() {
    return Path.of(System.getProperty("guestkit.archive")).toAbsolutePath();
  }

  /** Returns its version. */
  public static String version() {
    return folder().getFileName().toString().substring("guestkit-".length());
  }

  /** Runs its {@code guestkit inspect --output json}. */
  public static Cli.Result inspect(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("inspect", "--output", "json"));
    words.addAll(List.of(arguments));
    return guestkit(words.toArray(String[]::new));
  }

  /** Runs its {@code guestkit}. */
  public static Cli.Result guestkit(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher("guestkit").toString()));
    command.addAll(List.of(words));
    return Cli.run(command);
  }

  /** Returns a launcher of it, such as {@code guestkit-ansible}. */
  public static Path launcher(String name) {
    return folder().resolve(name);
  }
}
