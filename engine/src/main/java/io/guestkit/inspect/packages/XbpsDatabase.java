package io.guestkit.inspect.packages;

import io.guestkit.block.LimitExceededException;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.packages.history.LogTime;
import io.guestkit.version.PackageVersion;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database of xbps: a property list with a dictionary for each package, by its name. Source:
 * xbps's API documentation, "pkgdb".
 */
final class XbpsDatabase implements PropertyList.Sink {
  static final String FILE = "/var/db/xbps/pkgdb-0.38.plist";

  /** 64 MiB: a desktop of 2000 packages has 3 MiB. */
  private static final int MAX_BYTES = 64 << 20;

  /** Keys of the outermost dictionary that are no packages, such as _XBPS_ALTERNATIVES_. */
  private static final String NO_PACKAGE = "_XBPS_";

  private final FactFiles files;
  private final PackageList packages;
  private final Map<String, String> values = new HashMap<>();
  private String name = "";
  private int damaged;
  private String firstDamaged = "";

  private XbpsDatabase(FactFiles files, PackageList packages) {
    this.files = files;
    this.packages = packages;
  }

  static void read(FactFiles files, PackageList packages) throws IOException {
    Optional<byte[]> bytes = files.bytes(FILE, MAX_BYTES);
    if (bytes.isPresent()) {
      new XbpsDatabase(files, packages).parse(bytes.get());
    } else if (!files.exists(FILE)) {
      files.missing(FILE, "the database of packages is not there");
    }
  }

  private void parse(byte[] bytes) throws IOException {
    boolean whole =
        files
            .attempt(
                FILE,
                () -> {
                  new PropertyList(FILE, bytes, this).read();
                  return Optional.of(true);
                })
            .isPresent();
    if (damaged > 0) {
      files.corrupt(
          FILE,
          "%d of its entries have no version, the first is '%s'".formatted(damaged, firstDamaged));
    } else if (whole && packages.isEmpty()) {
      files.missing(FILE, Packages.EMPTY);
    }
  }

  @Override
  public void open(int depth, String key) {
    if (depth == 1) {
      name = key;
      values.clear();
    }
  }

  @Override
  public void value(int depth, String key, String value) {
    if (depth == 2) {
      values.put(key, value);
    }
  }

  @Override
  public void close(int depth) throws LimitExceededException {
    String state = depth == 1 && !name.startsWith(NO_PACKAGE) ? state() : null;
    if (state == null) {
      return;
    }
    String pkgver = values.getOrDefault("pkgver", "");
    int hyphen = pkgver.lastIndexOf('-');
    if (hyphen <= 0 || hyphen + 1 == pkgver.length()) {
      firstDamaged = damaged == 0 ? name : firstDamaged;
      damaged++;
      return;
    }
    packages.add(draft(state).build(pkgver.substring(0, hyphen), version(pkgver, hyphen + 1)));
  }

  /** Returns the state in the words of the report; null where nothing is installed. */
  private @Nullable String state() {
    return switch (values.getOrDefault("state", "")) {
      case "not-installed" -> null;
      case "unpacked" -> "unpacked";
      case "half-removed", "broken" -> "half-installed";
      default -> "installed";
    };
  }

  private PackageDraft draft(String state) {
    PackageDraft draft = new PackageDraft();
    draft.state = state;
    draft.arch = values.get("architecture");
    draft.publisher = values.get("maintainer");
    draft.url = values.get("homepage");
    draft.summary = values.get("short_desc");
    draft.license = values.get("license");
    draft.installedSizeBytes = DecimalText.parse(values.get("installed_size"));
    draft.held = "true".equals(values.get("hold"));
    draft.sourcePackage = source();
    draft.installedAt = time(values.getOrDefault("install-date", ""));
    return draft;
  }

  /** source-revisions is {@code SOURCE:commit}, of several sources one in each line. */
  private @Nullable String source() {
    String revisions = values.getOrDefault("source-revisions", "");
    int colon = revisions.indexOf(':');
    return colon > 0 ? revisions.substring(0, colon) : values.get("sourcepkg");
  }

  private static PackageVersion version(String pkgver, int from) {
    int revision = pkgver.lastIndexOf('_');
    return revision < from
        ? new PackageVersion(0, pkgver.substring(from), null)
        : new PackageVersion(0, pkgver.substring(from, revision), pkgver.substring(revision + 1));
  }

  /** {@code 2024-05-06 07:08 UTC}. */
  private static @Nullable Instant time(String text) {
    return text.endsWith(" UTC") ? LogTime.parse(text, 0, () -> ZoneOffset.UTC) : null;
  }
}
