package io.guestkit.inspect.packages;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.rpmdb.RpmHeader;
import io.guestkit.inspect.rpmdb.RpmHeaders;
import io.guestkit.inspect.rpmdb.SqliteHeaders;
import io.guestkit.inspect.sqlite.SqliteFiles;
import io.guestkit.report.PackageInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
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

  static void read(FactFiles files, List<PackageInfo> packages) throws IOException {
    for (String folder : FOLDERS) {
      for (Form form : Form.values()) {
        String path = folder + "/" + form.file;
        Optional<GuestFile> file = files.find(path);
        if (file.isPresent() && file.get().entry().type() == FileType.REGULAR) {
          read(files, path, form, file.get(), packages);
          return;
        }
      }
    }
    files.missing(FOLDERS[1], "the database of packages is not there");
  }

  private static void read(
      FactFiles files, String path, Form form, GuestFile file, List<PackageInfo> packages)
      throws IOException {
    Sink sink = new Sink(files, path, packages);
    files.attempt(
        path,
        () -> {
          open(files, form, file).each(sink);
          files.evidence(file);
          return Optional.empty();
        });
    sink.finish();
  }

  /** Returns the reader of a form over the content of its file. */
  private static RpmHeaders open(FactFiles files, Form form, GuestFile file) throws IOException {
    BlockSource content = files.guest().content(file);
    return switch (form) {
      case SQLITE ->
          new SqliteHeaders(
              new SqliteFiles(
                  content, beside(files, file, "-wal"), beside(files, file, "-journal")));
      case NDB, BERKELEY_HASH ->
          sink -> {
            throw new UnsupportedImageException(
                "%s, %s: this form is not read".formatted(file.path(), content.name()));
          };
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
    private final List<PackageInfo> packages;
    private int damaged;

    Sink(FactFiles files, String path, List<PackageInfo> packages) {
      this.files = files;
      this.path = path;
      this.packages = packages;
    }

    @Override
    public void header(long number, ByteBuffer blob) throws IOException {
      try {
        packages.add(RpmPackage.of(RpmHeader.of("header " + number + " of " + path, blob)));
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
