package io.guestkit;

import io.guestkit.block.ImageException;
import io.guestkit.report.FileChange;
import java.io.IOException;

/** Takes what a comparison finds, as it is found. */
public interface FileDiffSink {

  /** Takes a file that changed, by path. */
  void changed(FileChange change) throws IOException;

  /** Takes a path that could not be read in one of the guests, and is not compared. */
  void unreadable(String path, ImageException why) throws IOException;
}
