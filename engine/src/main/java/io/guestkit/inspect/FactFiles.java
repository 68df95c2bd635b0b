package io.guestkit.inspect;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.guest.GuestRoot;
import io.guestkit.report.Evidence;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The files that one fact is read from. What is not there is empty; what is there and cannot be
 * read is empty and a problem of the report, so that the next file, and the next fact, still is
 * read. Only the end of the budget ends the reading.
 */
public final class FactFiles {
  /** 16 MiB: a table of accounts of a hundred thousand users. */
  public static final int MAX_TEXT_BYTES = 16 << 20;

  private final GuestRoot guest;
  private final InspectionNotes notes;
  private final String component;

  FactFiles(GuestRoot guest, InspectionNotes notes, String component) {
    this.guest = guest;
    this.notes = notes;
    this.component = component;
  }

  /** Returns the same files for another component of the report. */
  public FactFiles of(String otherComponent) {
    return new FactFiles(guest, notes, otherComponent);
  }

  /** Returns what the inspection may still spend. */
  public Budget budget() {
    return notes.budget();
  }

  /** Returns the guest. */
  public GuestRoot guest() {
    return guest;
  }

  /** Something that is read from the guest. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads it. */
    Optional<T> read() throws IOException;
  }

  /** Returns what a reading gives; what it cannot read is a problem of a path. */
  public <T> Optional<T> attempt(String path, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      notes.problem(e.problem(device(path), path));
      return Optional.empty();
    }
  }

  /** Returns the device that holds a path, as far as it can be told. */
  private String device(String path) {
    String device = guest.device();
    int longest = 0;
    for (var mountpoint : guest.mountpoints()) {
      String prefix = mountpoint.path().equals("/") ? "/" : mountpoint.path() + "/";
      if (path.startsWith(prefix) && prefix.length() > longest) {
        longest = prefix.length();
        device = mountpoint.device();
      }
    }
    return device;
  }

  /** Returns a file, every link followed. */
  public Optional<GuestFile> find(String path) throws IOException {
    return attempt(path, () -> guest.find(path));
  }

  /** Returns whether there is such a file or directory. */
  public boolean exists(String path) throws IOException {
    return find(path).isPresent();
  }

  /** Returns a regular file whole, and notes that the fact comes from it. */
  public Optional<byte[]> bytes(String path, int limitBytes) throws IOException {
    return attempt(
        path,
        () -> {
          Optional<GuestFile> file = guest.find(path);
          if (file.isEmpty() || file.get().entry().type() == FileType.DIRECTORY) {
            return Optional.empty();
          }
          byte[] bytes = guest.read(file.get(), limitBytes);
          evidence(file.get());
          return Optional.of(bytes);
        });
  }

  /** Returns a text file; what is not UTF-8 in it is replaced. */
  public Optional<String> text(String path) throws IOException {
    return bytes(path, MAX_TEXT_BYTES).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Returns the end of a text file from a line's start on: of a log that grows without bound. */
  public Optional<String> tail(String path, int limitBytes) throws IOException {
    return attempt(
        path,
        () -> {
          Optional<GuestFile> file = guest.find(path);
          if (file.isEmpty() || file.get().entry().type() != FileType.REGULAR) {
            return Optional.empty();
          }
          BlockSource content = guest.content(file.get());
          int length = (int) Math.min(content.size(), limitBytes);
          long offset = content.size() - length;
          String end = new String(content.readBytes(offset, length), StandardCharsets.UTF_8);
          evidence(file.get());
          return Optional.of(offset == 0 ? end : end.substring(end.indexOf('\n') + 1));
        });
  }

  /** Returns the names in a directory, sorted; none where there is no such directory. */
  public List<DirectoryEntry> names(String path) throws IOException {
    return attempt(
            path,
            () -> {
              Optional<GuestFile> directory = guest.find(path);
              if (directory.isEmpty() || directory.get().entry().type() != FileType.DIRECTORY) {
                return Optional.empty();
              }
              List<DirectoryEntry> names = guest.names(directory.get());
              evidence(directory.get());
              return Optional.of(names);
            })
        .orElse(List.of());
  }

  /** Returns the target of a symbolic link at the end of a path. */
  public Optional<String> target(String path) throws IOException {
    return attempt(
        path,
        () -> {
          Optional<GuestFile> link = guest.findNoFollow(path);
          if (link.isEmpty() || link.get().entry().type() != FileType.SYMLINK) {
            return Optional.empty();
          }
          evidence(link.get());
          return Optional.of(link.get().filesystem().target(link.get().entry()));
        });
  }

  /** Notes that the fact comes from a file. */
  public void evidence(GuestFile file) {
    notes.evidence(new Evidence(component, file.device(), file.path()));
  }

  /** Notes that a file contradicts its format. */
  public void corrupt(String path, String what) {
    problem("corrupt", path, what);
  }

  /** Notes that a format is not read. */
  public void unsupported(String path, String what) {
    problem("unsupported", path, what);
  }

  /** Notes that there is more than is read. */
  public void limit(String path, String what) {
    problem("limit", path, what);
  }

  /** Notes that a file is not there though the system cannot be without it. */
  public void missing(String path, String what) {
    problem("missing", path, what);
  }

  private void problem(String kind, String path, String what) {
    notes.problem(
        new Problem(kind, device(path), path, "%s: %s".formatted(FileName.display(path), what)));
  }
}
