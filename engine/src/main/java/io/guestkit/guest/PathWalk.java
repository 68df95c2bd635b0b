package io.guestkit.guest;

import io.guestkit.filesystem.FileType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One look-up of a path, as path_resolution(7) describes it for a process chrooted to the root. */
final class PathWalk {
  /** 40: Linux follows no more in one look-up (MAXSYMLINKS). */
  private static final int MAX_LINKS = 40;

  /** 4096: PATH_MAX of Linux; bounds the components of a path and of a link's target. */
  private static final int MAX_PATH = 4096;

  /** What becomes of a symbolic link at the end of the path. */
  enum LastLink {
    FOLLOW,
    KEEP
  }

  private final MountTable mounts;
  private final LastLink lastLink;
  private final List<GuestFile> trail = new ArrayList<>();
  private final Deque<String> pending = new ArrayDeque<>();
  private int links;

  PathWalk(MountTable mounts, LastLink lastLink) {
    this.mounts = mounts;
    this.lastLink = lastLink;
    trail.add(mounts.root());
  }

  /** Returns the file, or empty where there is none or Linux would give up on the way. */
  Optional<GuestFile> run(String path) throws IOException {
    if (path.length() > MAX_PATH) {
      return Optional.empty();
    }
    push(path);
    while (!pending.isEmpty()) {
      String name = pending.pop();
      GuestFile here = trail.getLast();
      if (here.entry().type() != FileType.DIRECTORY) {
        return Optional.empty();
      }
      if (name.equals("..")) {
        if (trail.size() > 1) {
          trail.removeLast();
        }
      } else if (!name.equals(".")) {
        Optional<GuestFile> child = mounts.child(here, name);
        if (child.isEmpty() || !enter(child.get())) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(trail.getLast());
  }

  private boolean enter(GuestFile child) throws IOException {
    boolean last = pending.isEmpty();
    if (child.entry().type() != FileType.SYMLINK || (last && lastLink == LastLink.KEEP)) {
      trail.add(child);
      return true;
    }
    String target = child.filesystem().target(child.entry());
    links++;
    if (links > MAX_LINKS || target.isEmpty() || target.length() > MAX_PATH) {
      return false;
    }
    if (target.charAt(0) == '/') {
      trail.subList(1, trail.size()).clear();
    }
    push(target);
    return true;
  }

  /** Puts the components of a path before those that are pending; a slash at its end is a dot. */
  private void push(String path) {
    int end = path.length();
    if (path.endsWith("/")) {
      pending.push(".");
    }
    while (end > 0) {
      int slash = path.lastIndexOf('/', end - 1);
      if (slash + 1 < end) {
        pending.push(path.substring(slash + 1, end));
      }
      end = slash;
    }
  }
}
