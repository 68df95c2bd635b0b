package io.guestkit.cli;

import io.guestkit.GuestFiles;
import io.guestkit.block.ImageException;
import io.guestkit.report.FileInfo;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Walks what is below a directory of a guest, each directory before what is in it. What cannot be
 * read is said on standard error, and the walk goes on.
 */
final class TreeWalk {
  /** 8: a filesystem is mounted at a few places at most; bounds a tree that is joined in itself. */
  private static final int MAX_VISITS = 8;

  /** 65536: sixteen times the longest path that Linux opens; bounds a directory in itself. */
  private static final int MAX_PATH = 65_536;

  /** What is done with each file. */
  interface Visitor {
    void visit(FileInfo file) throws IOException;
  }

  private final GuestFiles files;
  private final Streams streams;
  private final Visitor visitor;
  private final Map<String, Integer> visits = new HashMap<>();
  private final Deque<Iterator<FileInfo>> open = new ArrayDeque<>();
  private int status = Main.OK;

  private TreeWalk(GuestFiles files, Streams streams, Visitor visitor) {
    this.files = files;
    this.streams = streams;
    this.visitor = visitor;
  }

  /**
   * Walks, and returns the exit status.
   *
   * @param entries the entries of the directory
   */
  static int below(List<FileInfo> entries, GuestFiles files, Streams streams, Visitor visitor)
      throws IOException {
    return new TreeWalk(files, streams, visitor).run(entries);
  }

  private int run(List<FileInfo> entries) throws IOException {
    open.push(entries.iterator());
    while (!open.isEmpty()) {
      if (!open.peek().hasNext()) {
        open.pop();
        continue;
      }
      FileInfo file = open.peek().next();
      try {
        visitor.visit(file);
        if (file.type().equals("directory")) {
          enter(file);
        }
      } catch (ImageException e) {
        complain(Complaints.of(e));
      }
    }
    return status;
  }

  private void enter(FileInfo directory) throws IOException {
    String identity = directory.device() + ' ' + directory.inode();
    if (visits.merge(identity, 1, Integer::sum) > MAX_VISITS
        || directory.path().length() > MAX_PATH) {
      complain(directory.path() + ": a directory that contains itself; not entered again");
      return;
    }
    open.push(files.list(directory.path()).iterator());
  }

  private void complain(String message) {
    streams.complain(message);
    status = Main.FAILED;
  }
}
