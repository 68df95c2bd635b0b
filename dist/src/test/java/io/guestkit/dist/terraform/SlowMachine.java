package io.guestkit.dist.terraform;

import io.guestkit.testing.SlowGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A machine whose inspection takes half a minute: one slow disk, under many names. */
final class SlowMachine {
  /** As many as a machine may have. */
  private static final int FURTHER_DISKS = 25;

  private final Path image;
  private final List<Path> further = new ArrayList<>();

  private SlowMachine(Path image) {
    this.image = image;
  }

  static SlowMachine make(Path folder) throws IOException {
    SlowMachine machine = new SlowMachine(SlowGuest.make(folder));
    for (int i = 0; i < FURTHER_DISKS; i++) {
      Path name = folder.resolve("slow-" + i + ".img");
      machine.further.add(Files.createSymbolicLink(name, machine.image));
    }
    return machine;
  }

  Path image() {
    return image;
  }

  List<Path> further() {
    return further;
  }

  /** Returns a data source that reads it. */
  String block() {
    StringBuilder disks = new StringBuilder();
    for (Path disk : further) {
      disks.append('"').append(disk).append("\", ");
    }
    return """
    data "guestkit_inspection" "slow" {
      path             = "%s"
      additional_disks = [%s]
    }
    """
        .formatted(image, disks);
  }
}
