package io.guestkit;

import io.guestkit.block.ImageException;

/** What a walk met. */
public sealed interface WalkStep {

  /** Returns the path. */
  String path();

  /** A file; a directory comes before what is in it. */
  record Found(FoundFile file) implements WalkStep {
    @Override
    public String path() {
      return file.path();
    }
  }

  /** A directory whose every name was met; so for each directory, entered or not. */
  record Left(FoundFile directory) implements WalkStep {
    @Override
    public String path() {
      return directory.path();
    }
  }

  /**
   * A name whose entry, a directory whose names, or a link whose target could not be read.
   *
   * @param path its path
   * @param why the reason
   */
  record Unreadable(String path, ImageException why) implements WalkStep {}
}
