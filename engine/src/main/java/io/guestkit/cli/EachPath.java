package io.guestkit.cli;

import io.guestkit.block.ImageException;
import io.guestkit.export.GuestPath;
import java.io.IOException;

/** Something done with each path of a command line; one that fails does not stop the others. */
final class EachPath {
  private EachPath() {}

  /** What is done. */
  interface Action {
    void run(String path) throws IOException, UsageException;
  }

  /** Runs the action for each operand after the image, and returns the exit status. */
  static int of(Arguments arguments, Streams streams, Action action)
      throws IOException, UsageException {
    int status = Main.OK;
    for (String operand : arguments.operands().subList(1, arguments.operands().size())) {
      String path = GuestPath.of(operand);
      try {
        action.run(path);
      } catch (ImageException e) {
        streams.complain(Complaints.of(path, e));
        status = Main.FAILED;
      }
    }
    return status;
  }
}
