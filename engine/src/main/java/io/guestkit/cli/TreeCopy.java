package io.guestkit.cli;

import io.guestkit.FileWalk;
import io.guestkit.FoundFile;
import io.guestkit.cli.host.HostAttributes;
import io.guestkit.cli.host.HostFolder;
import io.guestkit.cli.host.HostName;
import io.guestkit.guest.walk.FileIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes copies of what a walk meets. Each name is put into the folder that was made for the
 * directory above it, and onto nothing that is there: not through a link, not outside. What the
 * host refuses is said, and the copy goes on; where writing fails, as on a full disk, it ends.
 */
final class TreeCopy implements TreeWalk.Visitor {

  /** What the copy of the start of a walk is. */
  enum Top {
    /** A file or folder that is made. */
    MADE,
    /** A folder that is there, into which the names of the start are put. */
    THERE
  }

  /** A copy of a file that has more names. */
  private static final class Linked {
    private final Path path;
    private long namesLeft;

    Linked(Path path, long namesLeft) {
      this.path = path;
      this.namesLeft = namesLeft;
    }
  }

  private final Path top;
  private final Top kindOfTop;
  private final Destination.Existing existing;
  private final HostAttributes attributes;
  private final Streams streams;
  private final Deque<Optional<HostFolder>> open = new ArrayDeque<>();
  private final Map<FileIdentity, Linked> links = new HashMap<>();
  private int status = Main.OK;

  TreeCopy(
      Path top,
      Top kindOfTop,
      Destination.Existing existing,
      HostAttributes attributes,
      Streams streams) {
    this.top = top;
    this.kindOfTop = kindOfTop;
    this.existing = existing;
    this.attributes = attributes;
    this.streams = streams;
  }

  /** Returns the exit status: whether the host took all. */
  int status() {
    return status;
  }

  @Override
  public void found(FoundFile file, FileWalk walk) throws IOException {
    if (!file.isDirectory()) {
      file(file);
      return;
    }
    Optional<HostFolder> made = Optional.empty();
    try {
      Optional<Path> path = place(file);
      made = path.isPresent() ? Optional.of(folder(file, path.get())) : Optional.empty();
    } catch (IOException e) {
      refused(file, e);
    } finally {
      open.push(made);
    }
    if (made.isEmpty()) {
      walk.skip();
    }
  }

  private HostFolder folder(FoundFile file, Path path) throws IOException {
    boolean isTop = file.depth() == 0 && kindOfTop == Top.THERE;
    if (isTop) {
      return HostFolder.existing(path.toRealPath());
    }
    return existing == Destination.Existing.REPLACE && Destination.isThere(path)
        ? HostFolder.existing(path)
        : HostFolder.make(path);
  }

  /** Returns where the copy of a file goes, or empty where that is nowhere, which is said. */
  private Optional<Path> place(FoundFile file) {
    if (file.depth() == 0) {
      return Optional.of(top);
    }
    Optional<Path> name = HostName.of(file.name());
    if (name.isEmpty()) {
      complain(file, "not copied: a name that no file of this host can have");
      return Optional.empty();
    }
    return open.element().map(folder -> folder.file(name.get()));
  }

  /** Copies what is no directory. */
  void file(FoundFile file) throws IOException {
    Optional<Path> place = place(file);
    if (place.isEmpty()) {
      return;
    }
    Path path = place.get();
    if (!file.isRegular() && !file.isLink()) {
      streams.complain(file.path() + ": skipped, it is a " + file.info().type());
      return;
    }
    if (isLinked(file, path)) {
      return;
    }
    boolean isMade = file.isRegular() ? content(file, path) : link(file, path);
    if (isMade) {
      finish(file, path);
      remember(file, path);
    }
  }

  private boolean content(FoundFile file, Path path) throws IOException {
    Destination destination;
    try {
      destination = Destination.create(path, existing, Destination.Access.PRIVATE);
    } catch (UsageException | OutputException e) {
      complain(file, "not copied: " + e.getMessage());
      return false;
    }
    try (destination) {
      ContentCopy.copy(file.content(), destination);
      destination.complete();
    }
    return true;
  }

  private boolean link(FoundFile file, Path path) {
    @Nullable String text = file.info().target();
    Optional<Path> target = text == null ? Optional.empty() : HostName.target(text);
    if (target.isEmpty()) {
      if (text != null) {
        complain(file, "not copied: a link to nothing");
      }
      return false;
    }
    try {
      Destination.clear(path, existing);
      Files.createSymbolicLink(path, target.get());
      return true;
    } catch (UsageException e) {
      complain(file, "not copied: " + e.getMessage());
    } catch (IOException e) {
      refused(file, e);
    }
    return false;
  }

  /** Makes a further name of a file that was copied, and returns whether it did. */
  private boolean isLinked(FoundFile file, Path path) {
    @Nullable Linked first = file.info().links() > 1 ? links.get(file.identity()) : null;
    if (first == null) {
      return false;
    }
    if (--first.namesLeft == 0) {
      links.remove(file.identity());
    }
    try {
      Destination.clear(path, existing);
      Files.createLink(path, first.path);
    } catch (UsageException e) {
      complain(file, "not copied: " + e.getMessage());
    } catch (IOException e) {
      return false; // as where the host has no such links: the content is copied again
    }
    return true;
  }

  private void remember(FoundFile file, Path path) {
    boolean isLasting = open.isEmpty() || open.element().map(HostFolder::isLasting).orElse(false);
    if (file.info().links() > 1 && isLasting) {
      links.put(file.identity(), new Linked(path, file.info().links() - 1));
    }
  }

  private void finish(FoundFile file, Path path) {
    try {
      attributes.apply(path, file.info());
    } catch (IOException e) {
      complain(
          file, "copied, but not with all of its owner, mode and times: " + Destination.reason(e));
    }
  }

  @Override
  public void left(FoundFile directory) throws IOException {
    Optional<HostFolder> folder = open.pop();
    if (folder.isPresent()) {
      try (HostFolder closed = folder.get()) {
        if (closed.isNew()) {
          finish(directory, closed.path());
        }
      }
    }
  }

  private void refused(FoundFile file, IOException e) {
    complain(file, "not copied: " + Destination.reason(e));
  }

  private void complain(FoundFile file, String why) {
    streams.complain(file.path() + ": " + why);
    status = Main.FAILED;
  }
}
