package io.guestkit.inspect.packages;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.rpmdb.RpmHeader;
import io.guestkit.inspect.rpmdb.RpmHeaders;
import io.guestkit.inspect.rpmdb.SqliteHeaders;
import io.guestkit.inspect.rpmdb.bdb.HashHeaders;
import io.guestkit.inspect.rpmdb.ndb.NdbHeaders;
import io.guestkit.inspect.sqlite.SqliteFiles;
import io.guestkit.report.PackageInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The database of rpm, in whichever form and place the system has it. */
final class RpmDatabase {
  /** Where it is, in the order in which it is looked for; often one is a link to another. */
  private static final String[] FOLDERS = {
    "/usr/lib/sysimage/rpm",
    "/var/lib/rpm",
    "/usr/share/rpm",
    "/usr/lib/sysimage/rpm-ostree-base-db",
  };

  private static final String MACROS = "/usr/lib/rpm/macros";

  /** 20: the first ones tell what is wrong, a database can have as many as it has packages. */
  private static final int MAX_PROBLEMS = 20;

  /** The forms, in the order in which rpm takes them where several are there. */
  private enum Form {
    SQLITE("rpmdb.sqlite"),
    NDB("Packages.db"),
    BERKELEY_HASH("Packages");

    private final String file;

    Form(String file) {
      this.file = file;
    }
  }

  private RpmDatabase() {}

  /** A database that was found. */
  private record Found(String path, Form form, GuestFile file) {}

  static void read(FactFiles files, PackageList packages) throws IOException {
    List<Found> found = new ArrayList<>();
    for (String folder : FOLDERS) {
      Optional<Found> database = find(files, folder);
      if (database.isPresent()
          && (found.isEmpty()
              || !found.getFirst().file.path().equals(database.get().file.path()))) {
        found.add(database.get());
      }
    }
    if (found.isEmpty()) {
      files.missing(FOLDERS[1], "the database of packages is not there");
      return;
    }
    Found database = found.size() == 1 ? found.getFirst() : configured(files, found);
    read(files, database.path, database.form, database.file, packages);
  }

  private static Optional<Found> find(FactFiles files, String folder) throws IOException {
    for (Form form : Form.values()) {
      String path = folder + "/" + form.file;
      Optional<GuestFile> file = files.find(path);
      if (file.isPresent() && file.get().entry().type() == FileType.REGULAR) {
        return Optional.of(new Found(path, form, file.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the one of several databases that rpm of this system uses, as the line {@code %_dbpath}
   * of its macros says; the first one where that says nothing.
   */
  private static Found configured(FactFiles files, List<Found> found) throws IOException {
    String macros = files.text(MACROS).orElse("");
    int start = macros.indexOf("\n%_dbpath");
    int end = start < 0 ? -1 : macros.indexOf('\n', start + 1);
    String line = end < 0 ? "" : macros.substring(start, end).strip();
    for (Found database : found) {
      String folder = database.path.substring(0, database.path.lastIndexOf('/'));
      // %{_usr}/lib/sysimage/rpm, %{_var}/lib/rpm
      if (line.endsWith(folder.substring(folder.indexOf('/', 1)))) {
        return database;
      }
    }
    return found.getFirst();
  }

  private static void read(
      FactFiles files, String path, Form form, GuestFile file, PackageList packages)
      throws IOException {
    Optional<BlockSource> content =
        files.attempt(path, () -> Optional.of(files.guest().content(file)));
    if (content.isEmpty()) {
      return;
    }
    Sink sink = new Sink(files, path, packages);
    boolean whole =
        files
            .attempt(
                path,
                () -> {
                  open(files, form, file, content.get()).each(sink);
                  files.evidence(file);
                  return Optional.of(true);
                })
            .isPresent();
    sink.finish();
    if (whole && packages.isEmpty() && sink.damaged == 0) {
      files.missing(path, "no installed package is listed");
    }
  }

  /** Returns the reader of a form over the content of its file. */
  private static RpmHeaders open(FactFiles files, Form form, GuestFile file, BlockSource content)
      throws IOException {
    return switch (form) {
      case SQLITE ->
          new SqliteHeaders(
              new SqliteFiles(
                  content, beside(files, file, "-wal"), beside(files, file, "-journal")));
      case NDB -> new NdbHeaders(content);
      case BERKELEY_HASH -> new HashHeaders(content);
    };
  }

  /** Returns the content of the file whose name is that of another and some letters more. */
  private static Optional<BlockSource> beside(FactFiles files, GuestFile file, String suffix)
      throws IOException {
    Optional<GuestFile> found = files.guest().find(file.path() + suffix);
    return found.isPresent() && found.get().entry().type() == FileType.REGULAR
        ? Optional.of(files.guest().content(found.get()))
        : Optional.empty();
  }

  /** Makes packages of headers, and problems of what is damaged. */
  private static final class Sink implements RpmHeaders.HeaderSink {
    private final FactFiles files;
    private final String path;
    private final PackageList packages;
    private int damaged;

    Sink(FactFiles files, String path, PackageList packages) {
      this.files = files;
      this.path = path;
      this.packages = packages;
    }

    @Override
    public void header(long number, ByteBuffer blob) throws IOException {
      try {
        PackageInfo found = RpmPackage.of(RpmHeader.of("header " + number + " of " + path, blob));
        packages.add(found);
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        damaged(e);
      }
    }

    @Override
    public void damaged(ImageException reason) throws IOException {
      damaged++;
      if (damaged <= MAX_PROBLEMS) {
        files.attempt(
            path,
            () -> {
              throw reason;
            });
      }
    }

    void finish() {
      if (damaged > MAX_PROBLEMS) {
        files.corrupt(path, "%d more of its headers are damaged".formatted(damaged - MAX_PROBLEMS));
      }
    }
  }
}
