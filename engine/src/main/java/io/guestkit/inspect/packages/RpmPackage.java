package io.guestkit.inspect.packages;

import io.guestkit.block.CorruptImageException;
import io.guestkit.inspect.rpmdb.RpmHeader;
import io.guestkit.inspect.rpmdb.RpmTag;
import io.guestkit.report.PackageInfo;
import io.guestkit.version.PackageVersion;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A package as its header tells it, imported keys (gpg-pubkey) included, as {@code rpm -qa}. */
final class RpmPackage {
  /** What rpm writes into the header of an imported key in the place of what it lacks. */
  private static final String NONE = "(none)";

  private RpmPackage() {}

  /**
   * Returns the package.
   *
   * @throws CorruptImageException if it has no name, version or release, or one of its entries is
   *     damaged
   */
  static PackageInfo of(RpmHeader header) throws CorruptImageException {
    String name = required(header, RpmTag.NAME, "name");
    String version = required(header, RpmTag.VERSION, "version");
    String release = required(header, RpmTag.RELEASE, "release");
    long epoch = header.number(RpmTag.EPOCH).orElse(0);
    if (epoch > Integer.MAX_VALUE) {
      throw header.corrupt("epoch %d".formatted(epoch));
    }
    PackageDraft draft = new PackageDraft();
    draft.arch = text(header, RpmTag.ARCH);
    draft.publisher = text(header, RpmTag.VENDOR);
    draft.url = text(header, RpmTag.URL);
    draft.license = text(header, RpmTag.LICENSE);
    draft.summary = text(header, RpmTag.SUMMARY);
    draft.description = text(header, RpmTag.DESCRIPTION);
    draft.modularityLabel = text(header, RpmTag.MODULARITY_LABEL);
    draft.installedSizeBytes = size(header);
    OptionalLong installed = header.number(RpmTag.INSTALL_TIME);
    draft.installedAt = installed.isPresent() ? Instant.ofEpochSecond(installed.getAsLong()) : null;
    draft.signatureKeyId = RpmSignature.keyId(header).orElse(null);
    source(draft, text(header, RpmTag.SOURCE_RPM), version + "-" + release);
    return draft.build(name, new PackageVersion((int) epoch, version, release));
  }

  private static String required(RpmHeader header, int tag, String what)
      throws CorruptImageException {
    String value = header.string(tag).orElse("");
    if (value.isEmpty()) {
      throw header.corrupt("no " + what);
    }
    return value;
  }

  private static @Nullable String text(RpmHeader header, int tag) throws CorruptImageException {
    String value = header.string(tag).orElse(NONE);
    return value.equals(NONE) ? null : value;
  }

  private static @Nullable Long size(RpmHeader header) throws CorruptImageException {
    OptionalLong size = header.number(RpmTag.LONG_SIZE);
    size = size.isPresent() ? size : header.number(RpmTag.SIZE);
    if (size.isEmpty()) {
      return null;
    }
    if (size.getAsLong() < 0) {
      throw header.corrupt("size %#x".formatted(size.getAsLong()));
    }
    return size.getAsLong();
  }

  /**
   * Takes {@code NAME-VERSION-RELEASE.src.rpm} apart, from its end: names have hyphens, versions
   * and releases have none. What is not made like this is the name as it stands.
   */
  private static void source(PackageDraft draft, @Nullable String file, String ownVersion) {
    if (file == null || file.isEmpty()) {
      return;
    }
    String suffix = file.endsWith(".nosrc.rpm") ? ".nosrc.rpm" : ".src.rpm";
    int release = file.lastIndexOf('-');
    int version = release > 0 ? file.lastIndexOf('-', release - 1) : -1;
    if (version <= 0 || !file.endsWith(suffix)) {
      draft.sourcePackage = file;
      return;
    }
    String sourceVersion = file.substring(version + 1, file.length() - suffix.length());
    draft.sourcePackage = file.substring(0, version);
    draft.sourceVersion = sourceVersion.equals(ownVersion) ? null : sourceVersion;
  }
}
