package io.guestkit.dist.ansible;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.guestkit.dist.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs in the place of the engine, for answers that it does not give, or not at will. */
final class StandInEngine {
  private StandInEngine() {}

  /** Writes one that answers with a JSON object, and adds the question to a file beside it. */
  static Path answering(Path file, String answer) throws IOException {
    return doing(
        file,
        """
        cat >> "$0.asked"
        cat << 'END_OF_ANSWER'

        %s
        END_OF_ANSWER
        """
            .formatted(answer));
  }

  /** Writes one that does what a shell script says. */
  static Path doing(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        #!/bin/sh
        [ "$1" != --version ] || { echo "guestkit-ansible %s"; exit 0; }
        %s\
        """
            .formatted(Archive.version(), script));
    return Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
  }
}
