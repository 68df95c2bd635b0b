package io.guestkit.cli;

import io.guestkit.FileWalk;
import io.guestkit.FoundFile;
import io.guestkit.WalkStep;
import io.guestkit.block.ImageException;
import java.io.IOException;
import java.util.Optional;

/** Goes through a walk. What cannot be read is said on standard error, and the walk goes on. */
final class TreeWalk {

  /** What is done with each file. */
  interface Visitor {
    /** Sees a file; a directory before what is in it, which it may skip. */
    void found(FoundFile file, FileWalk walk) throws IOException;

    /** Sees a directory after what is in it. */
    default void left(FoundFile directory) throws IOException {}
  }

  private TreeWalk() {}

  /** Goes through a walk, and returns the exit status. */
  // A pattern switch is linked at run time, which costs start-up time.
  @SuppressWarnings("IfChainToSwitch")
  static int run(FileWalk walk, Streams streams, Visitor visitor) throws IOException {
    int status = Main.OK;
    Optional<WalkStep> step = walk.next();
    while (step.isPresent()) {
      WalkStep met = step.get();
      try {
        if (met instanceof WalkStep.Found found) {
          visitor.found(found.file(), walk);
        } else if (met instanceof WalkStep.Left left) {
          visitor.left(left.directory());
        } else if (met instanceof WalkStep.Unreadable unreadable) {
          throw unreadable.why();
        }
      } catch (ImageException e) {
        streams.complain(Complaints.of(met.path(), e));
        status = Main.FAILED;
      }
      step = walk.next();
    }
    return status;
  }
}
