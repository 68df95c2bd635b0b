package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ImageException;
import io.guestkit.report.FileChange;
import io.guestkit.report.Inspection;
import io.guestkit.report.Service;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from a damaged file to a report, and to the files of the guest. */
class InspectMutationTest {
  /** 4096 bytes of each file are enough to reach its blocks. */
  private static final int PIECE = 4096;

  @TempDir Path folder;

  @Test
  void endsForEveryDamage() throws IOException {
    Path damaged = folder.resolve("damaged.qcow2");
    Mutations.run(
        uncompressedSample(),
        List.of(),
        (image, session) -> {
          Files.write(damaged, image);
          try (GuestKit guestkit = GuestKit.create()) {
            guestkit.inspect(Machine.of(damaged), InspectOptions.DEFAULT);
            try (GuestFiles files = guestkit.files(Machine.of(damaged), null)) {
              readAll(files, "/");
              try (GuestFiles sound = guestkit.files(Machine.of(Repository.sample()), null)) {
                GuestKit.diffFiles(sound, files, "/", FileDiffOptions.DEFAULT, IGNORED);
              }
            }
          }
        });
  }

  @Test
  void readsAUnitThatItsDirectoryCallsALink() throws IOException {
    byte[] image = uncompressedSample();
    String entry = "\u000b\u0001ssh.service"; // length of the name, type, name
    int at = new String(image, StandardCharsets.ISO_8859_1).indexOf(entry);
    image[at + 1] = 7; // a symbolic link, where the inode is a regular file
    Path damaged = Files.write(folder.resolve("damaged.qcow2"), image);

    try (GuestKit guestkit = GuestKit.create()) {
      Inspection report =
          guestkit.inspect(Machine.of(damaged), InspectOptions.DEFAULT).inspection();

      assertThat(report.problems()).isEmpty();
      assertThat(report.operatingSystems().getFirst().services())
          .contains(new Service("ssh.service", "enabled", "enabled", "systemd"));
    }
  }

  private static final FileDiffSink IGNORED =
      new FileDiffSink() {
        @Override
        public void changed(FileChange change) {}

        @Override
        public void unreadable(String path, ImageException why) {}
      };

  private byte[] uncompressedSample() throws IOException {
    Path sample = Repository.sample();
    Path plain = folder.resolve("plain.qcow2");
    Tool.run(
        "qemu-img",
        "convert",
        "-O",
        "qcow2",
        "-o",
        "cluster_size=4k",
        sample.toString(),
        plain.toString());
    return Files.readAllBytes(plain);
  }

  private static void readAll(GuestFiles files, String directory) throws IOException {
    FileWalk walk = files.walk(directory, FileWalk.Scope.GUEST);
    Optional<WalkStep> step = walk.next();
    while (step.isPresent()) {
      if (step.get() instanceof WalkStep.Found found && found.file().isRegular()) {
        read(found.file());
      }
      step = walk.next();
    }
  }

  private static void read(FoundFile file) throws IOException {
    try {
      BlockSource content = file.content();
      content.readFully(0, ByteBuffer.allocate((int) Math.min(content.size(), PIECE)));
    } catch (ImageException e) {
      // This file is damaged; the next one may not be.
    }
  }
}
