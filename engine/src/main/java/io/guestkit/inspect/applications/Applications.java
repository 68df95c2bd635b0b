package io.guestkit.inspect.applications;

import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.ApplicationInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The applications of a system. */
public final class Applications {
  private static final String SNAPD = "/var/lib/snapd";

  private Applications() {}

  /** Returns the applications by kind, name, architecture and channel. */
  public static List<ApplicationInfo> read(FactFiles files) throws IOException {
    List<ApplicationInfo> applications = new ArrayList<>();
    FlatpakDirectories.read(files, applications);
    if (files.exists(SNAPD)) {
      new Snaps(files, applications).read();
    }
    applications.sort(Applications::compare);
    return applications;
  }

  private static int compare(ApplicationInfo a, ApplicationInfo b) {
    int order = a.kind().compareTo(b.kind());
    order = order != 0 ? order : a.name().compareTo(b.name());
    order = order != 0 ? order : text(a.arch()).compareTo(text(b.arch()));
    return order != 0 ? order : text(a.channel()).compareTo(text(b.channel()));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Returns when a symbolic link was made, or empty where there is none. */
  static Optional<Instant> linkTime(FactFiles files, String path) throws IOException {
    return files.attempt(
        path,
        () -> {
          Optional<GuestFile> link = files.guest().findNoFollow(path);
          return link.isPresent() && link.get().entry().type() == FileType.SYMLINK
              ? Optional.of(link.get().entry().modified())
              : Optional.empty();
        });
  }
}
