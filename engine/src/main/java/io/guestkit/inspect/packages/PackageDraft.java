package io.guestkit.inspect.packages;

import io.guestkit.report.PackageInfo;
import io.guestkit.version.PackageVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A package while its entry is read: what the entry does not say stays null. */
final class PackageDraft {
  @Nullable String displayName;
  @Nullable String arch;
  @Nullable String publisher;
  @Nullable String url;
  @Nullable String sourcePackage;
  @Nullable String sourceVersion;
  @Nullable String summary;
  @Nullable String description;
  @Nullable Long installedSizeBytes;
  @Nullable String license;
  String state = "installed";
  boolean held;
  @Nullable Instant installedAt;
  @Nullable String modularityLabel;
  @Nullable String signatureKeyId;

  PackageInfo build(String name, PackageVersion version) {
    return new PackageInfo(
        name,
        displayName,
        version.epoch(),
        version.version(),
        version.release(),
        arch,
        publisher,
        url,
        sourcePackage,
        sourceVersion,
        summary,
        description,
        installedSizeBytes,
        license,
        state,
        held,
        installedAt,
        modularityLabel,
        signatureKeyId);
  }
}
