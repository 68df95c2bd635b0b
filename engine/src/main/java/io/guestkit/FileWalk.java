package io.guestkit;

import io.guestkit.block.ImageException;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.guest.walk.GuestWalk;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a file and what is below it, a step at a time: each directory before what is in it,
 * by name; symbolic links are not followed. What cannot be read is a step too, and the walk goes
 * on. It takes memory for the directories that it is in. Not thread-safe.
 */
public final class FileWalk {

  /** Which directories are entered. */
  public enum Scope {
    /** Every one, as the guest sees them. */
    GUEST(GuestWalk.Scope.GUEST),
    /** Those of the filesystem, and of the subvolume, of the file that the walk starts with. */
    FILESYSTEM(GuestWalk.Scope.FILESYSTEM);

    private final GuestWalk.Scope scope;

    Scope(GuestWalk.Scope scope) {
      this.scope = scope;
    }

    GuestWalk.Scope scope() {
      return scope;
    }
  }

  private final GuestWalk walk;
  private WalkStep.@Nullable Unreadable problem;

  FileWalk(GuestWalk walk) {
    this.walk = walk;
  }

  /**
   * Returns the next step, or empty at the end.
   *
   * @throws io.guestkit.block.LimitExceededException if the budget has ended
   */
  // A pattern switch is linked at run time, which costs start-up time.
  @SuppressWarnings("IfChainToSwitch")
  public Optional<WalkStep> next() throws IOException {
    if (problem != null) {
      WalkStep step = problem;
      problem = null;
      return Optional.of(step);
    }
    GuestWalk.Step step = walk.next().orElse(null);
    if (step == null) {
      return Optional.empty();
    } else if (step instanceof GuestWalk.Found found) {
      return Optional.of(new WalkStep.Found(file(found)));
    } else if (step instanceof GuestWalk.Left left) {
      return Optional.of(new WalkStep.Left(file(left.directory())));
    } else if (step instanceof GuestWalk.Unreadable unreadable) {
      return Optional.of(new WalkStep.Unreadable(unreadable.path(), unreadable.why()));
    }
    throw new IllegalStateException(step.toString());
  }

  private FoundFile file(GuestWalk.Found found) throws IOException {
    GuestFile file = found.file();
    @Nullable String target = null;
    if (file.entry().type() == FileType.SYMLINK) {
      try {
        target = file.filesystem().target(file.entry());
      } catch (ImageException e) {
        problem = new WalkStep.Unreadable(found.path(), e);
      }
    }
    return new FoundFile(file, FileInfos.of(found.path(), file, target), found.depth());
  }

  /** Keeps the directory that was found last from being entered. */
  public void skip() {
    walk.skip();
  }

  /**
   * Returns whether the directory that was found last has no names. It is read for that, and can
   * still be skipped. One that cannot be read is not known to be empty.
   */
  public boolean isEmpty() throws IOException {
    return walk.isEmpty();
  }
}
