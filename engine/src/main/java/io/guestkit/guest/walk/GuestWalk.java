package io.guestkit.guest.walk;

import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.guest.GuestRoot;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a file and what is below it, a step at a time: each directory before what is in it,
 * by name. What cannot be read is a step too, and the walk goes on. It holds the directories that
 * it is in, whatever the depth, and reads each entry once. Not thread-safe.
 */
public final class GuestWalk {
  /** 8: a filesystem is mounted at a few places at most; bounds a tree that is joined in itself. */
  private static final int MAX_VISITS = 8;

  /** 65536: sixteen times the longest path that Linux opens; bounds a directory in itself. */
  private static final int MAX_PATH = 65_536;

  /** Which directories are entered. */
  public enum Scope {
    /** Every one, as the guest sees them. */
    GUEST,
    /** Those of the filesystem, and of the subvolume, of the file that the walk starts with. */
    FILESYSTEM
  }

  /** What the walk met. */
  public sealed interface Step {
    /** Returns the path. */
    String path();
  }

  /**
   * A file. A directory is entered next, unless {@link #skip} is called before the next step.
   *
   * @param path its path, that of the start and the names below it
   * @param depth how many names it is below the start
   * @param file the file
   */
  public record Found(String path, int depth, GuestFile file) implements Step {}

  /**
   * A directory whose every name was met; so for each directory that was found, entered or not.
   *
   * @param directory as it was found
   */
  public record Left(Found directory) implements Step {
    @Override
    public String path() {
      return directory.path();
    }
  }

  /**
   * A name whose entry, or a directory whose names, could not be read.
   *
   * @param path its path
   * @param why the reason
   */
  public record Unreadable(String path, ImageException why) implements Step {}

  private final GuestRoot root;
  private final Scope scope;
  private final Budget budget;
  private final GuestFile start;
  private final Visits visits;
  private final Deque<OpenDirectory> open = new ArrayDeque<>();
  private final Deque<Step> problems = new ArrayDeque<>();
  private @Nullable Found first;

  /** The directory that was found last, while it is neither entered nor skipped. */
  private @Nullable Found pending;

  /** The directory that was found last, entered before its turn. */
  private @Nullable OpenDirectory entered;

  /**
   * Makes a walk that is at its start.
   *
   * @param path what the file is called in the walk
   * @param budget what the walk may take
   */
  public GuestWalk(GuestRoot root, GuestFile start, String path, Scope scope, Budget budget) {
    this.root = root;
    this.first = new Found(path, 0, start);
    this.start = start;
    this.scope = scope;
    this.budget = budget;
    this.visits = new Visits(budget);
  }

  /**
   * Returns the next step, or empty at the end.
   *
   * @throws LimitExceededException if the budget has ended
   */
  public Optional<Step> next() throws IOException {
    budget.check();
    enterPending();
    entered = null;
    if (!problems.isEmpty()) {
      return Optional.of(problems.pop());
    }
    if (first != null) {
      Found found = first;
      first = null;
      return Optional.of(found(found));
    }
    OpenDirectory here = open.peek();
    if (here == null) {
      return Optional.empty();
    }
    if (!here.hasNext()) {
      open.pop().close();
      return Optional.of(new Left(here.directory()));
    }
    Step step = here.next();
    return Optional.of(step instanceof Found found ? found(found) : step);
  }

  private Step found(Found found) {
    if (found.file().entry().type() == FileType.DIRECTORY) {
      pending = found;
    }
    return found;
  }

  /** Keeps the directory that was found last from being entered. */
  public void skip() {
    if (pending != null) {
      open.push(OpenDirectory.unread(root, pending, budget));
      pending = null;
    } else if (entered != null) {
      entered.skipRest();
    }
  }

  /**
   * Returns whether the directory that was found last has no names. It is entered for that, and can
   * still be skipped. One that cannot be read is not known to be empty.
   */
  public boolean isEmpty() throws IOException {
    enterPending();
    return entered != null && problems.isEmpty() && !entered.hasNext();
  }

  private void enterPending() throws IOException {
    if (pending == null) {
      return;
    }
    Found directory = pending;
    pending = null;
    OpenDirectory opened = OpenDirectory.unread(root, directory, budget);
    try {
      if (isInScope(directory.file())) {
        root.checkThere(directory.file());
        opened = read(directory);
      }
    } catch (ImageException e) {
      budget.check(); // whose end is that of the walk
      problems.add(new Unreadable(directory.path(), e));
    }
    open.push(opened);
    entered = opened;
  }

  private boolean isInScope(GuestFile directory) {
    return scope == Scope.GUEST
        || (directory.volume().equals(start.volume())
            && directory.entry().subvolume().equals(start.entry().subvolume()));
  }

  private OpenDirectory read(Found directory) throws IOException {
    if (directory.path().length() > MAX_PATH) {
      throw new LimitExceededException(
          "a directory at a path of more than %d characters; not entered".formatted(MAX_PATH));
    }
    OpenDirectory names = OpenDirectory.read(directory, root, budget);
    // Empty ones lead nowhere: in a snapshot Btrfs has them for subvolumes, all of one number.
    if (names.hasNext() && visits.add(FileIdentity.of(directory.file())) > MAX_VISITS) {
      names.close();
      throw new LimitExceededException(
          FileName.display(directory.path())
              + ": a directory that contains itself; not entered again");
    }
    return names;
  }

  /**
   * Checks a name of a directory.
   *
   * @throws CorruptImageException if no file can be called that: Linux fails such a listing
   */
  static void checkName(GuestFile directory, String name) throws CorruptImageException {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0) {
      throw new CorruptImageException(
          "directory %s of %s".formatted(FileName.display(directory.path()), directory.device()),
          0,
          "a name that no file can have, '%s'".formatted(FileName.display(name)));
    }
  }
}
