package io.guestkit.cli;

import java.io.IOException;

/** A command. */
interface Command {

  /** Returns how it is called. */
  CommandModel model();

  /**
   * Runs it.
   *
   * @return the exit status
   * @throws UsageException if the arguments do not go together
   * @throws IOException if what it was asked for could not be read or written
   */
  int run(Arguments arguments, Streams streams) throws IOException, UsageException;
}
