package io.guestkit;

import io.guestkit.block.ImageException;
import io.guestkit.report.FileChange;
import io.guestkit.report.FileInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two walks side by side, both by name: what only one of them meets was added or removed. Where one
 * of them cannot read, nothing is said of what the other one has there.
 */
final class FileDiff {
  private final Side before;
  private final Side after;
  private final FileDiffOptions options;
  private final FileDiffSink sink;

  FileDiff(FileWalk before, FileWalk after, FileDiffOptions options, FileDiffSink sink) {
    this.before = new Side(before);
    this.after = new Side(after);
    this.options = options;
    this.sink = sink;
  }

  /** A walk, and the step that it is at. */
  private static final class Side {
    private final FileWalk walk;
    private @Nullable WalkStep step;

    Side(FileWalk walk) {
      this.walk = walk;
    }

    void next() throws IOException {
      step = walk.next().orElse(null);
      while (step instanceof WalkStep.Left) {
        step = walk.next().orElse(null);
      }
    }
  }

  void run() throws IOException {
    before.next();
    after.next();
    while (before.step != null || after.step != null) {
      int order = order(before.step, after.step);
      if (order <= 0 && before.step instanceof WalkStep.Unreadable unreadable) {
        leaveOut(unreadable, before, after);
      } else if (order >= 0 && after.step instanceof WalkStep.Unreadable unreadable) {
        leaveOut(unreadable, after, before);
      } else {
        take(order);
      }
    }
  }

  private void take(int order) throws IOException {
    Optional<FoundFile> a = order <= 0 ? file(before) : Optional.empty();
    Optional<FoundFile> b = order >= 0 ? file(after) : Optional.empty();
    if (a.isEmpty()) {
      sink.changed(added(b.orElseThrow().info()));
    } else if (b.isEmpty()) {
      sink.changed(removed(a.orElseThrow().info()));
    } else {
      compare(a.get(), b.get());
    }
    if (a.isPresent()) {
      before.next();
    }
    if (b.isPresent()) {
      after.next();
    }
  }

  private static Optional<FoundFile> file(Side side) {
    return side.step instanceof WalkStep.Found found ? Optional.of(found.file()) : Optional.empty();
  }

  /** Passes what one side cannot read, and on the other side that path and what is below it. */
  private void leaveOut(WalkStep.Unreadable unreadable, Side side, Side other) throws IOException {
    sink.unreadable(unreadable.path(), unreadable.why());
    side.next();
    while (other.step != null && isAtOrBelow(other.step.path(), unreadable.path())) {
      if (other.step instanceof WalkStep.Unreadable too) {
        sink.unreadable(too.path(), too.why());
      } else {
        other.walk.skip();
      }
      other.next();
    }
  }

  private static boolean isAtOrBelow(String path, String top) {
    return path.startsWith(top)
        && (path.length() == top.length() || path.charAt(top.length()) == '/' || top.equals("/"));
  }

  private static int order(@Nullable WalkStep a, @Nullable WalkStep b) {
    if (a == null) {
      return 1;
    }
    return b == null ? -1 : order(a.path(), b.path());
  }

  /** Compares paths as walks order them: name by name, so that a slash goes before all else. */
  private static int order(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        return left == '/' ? -1 : right == '/' ? 1 : Character.compare(left, right);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static FileChange removed(FileInfo file) {
    return new FileChange(file.path(), "removed", List.of(), file, null);
  }

  private static FileChange added(FileInfo file) {
    return new FileChange(file.path(), "added", List.of(), null, file);
  }

  private void compare(FoundFile a, FoundFile b) throws IOException {
    List<String> changed;
    try {
      changed = differences(a, b);
    } catch (ImageException e) {
      sink.unreadable(a.path(), e);
      return;
    }
    if (!changed.isEmpty()) {
      sink.changed(new FileChange(a.path(), "changed", changed, a.info(), b.info()));
    }
  }

  private List<String> differences(FoundFile a, FoundFile b) throws IOException {
    FileInfo was = a.info();
    FileInfo is = b.info();
    List<String> changed = new ArrayList<>();
    boolean isSameType = was.type().equals(is.type());
    add(changed, "type", !isSameType);
    add(changed, "mode", !was.mode().equals(is.mode()));
    add(changed, "uid", was.uid() != is.uid());
    add(changed, "gid", was.gid() != is.gid());
    if (!isSameType) {
      return changed;
    }
    boolean isSize = a.isRegular() && was.sizeBytes() != is.sizeBytes();
    add(changed, "size", isSize);
    add(changed, "modified", isTimeCompared(a) && !isSameTime(was, is));
    add(changed, "target", isOtherTarget(was.target(), is.target()));
    add(changed, "device", !Objects.equals(was.deviceNumber(), is.deviceNumber()));
    add(changed, "content", isSize || (a.isRegular() && areBytesDifferent(a, b)));
    return changed;
  }

  private static void add(List<String> changed, String name, boolean isDifferent) {
    if (isDifferent) {
      changed.add(name);
    }
  }

  /** Returns whether targets differ; one that cannot be read is said to be that alone. */
  private static boolean isOtherTarget(@Nullable String a, @Nullable String b) {
    return a != null && b != null && !a.equals(b);
  }

  private boolean isTimeCompared(FoundFile file) {
    return !file.isDirectory()
        || options.directoryTimes() == FileDiffOptions.DirectoryTimes.COMPARED;
  }

  private static boolean isSameTime(FileInfo a, FileInfo b) {
    return a.modified().equals(b.modified());
  }

  private boolean areBytesDifferent(FoundFile a, FoundFile b) throws IOException {
    return options.content() == FileDiffOptions.Content.BY_BYTES
        && !ContentComparison.areEqual(a.content(), b.content());
  }
}
