package io.guestkit.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An installed package. */
public record PackageInfo(
    @Component("Name.") String name,
    @Component("Name for people, where it has another one.") @Nullable String displayName,
    @Component("Epoch, 0 where it has none.") int epoch,
    @Component("Version without epoch and release.") String version,
    @Component("Release, or the Debian revision.") @Nullable String release,
    @Component("Architecture, in the words of the package format.") @Nullable String arch,
    @Component("Maintainer or vendor.") @Nullable String publisher,
    @Component("Home page.") @Nullable String url,
    @Component("Name of the source package.") @Nullable String sourcePackage,
    @Component("Version of the source package, where it differs.") @Nullable String sourceVersion,
    @Component("One line that says what it is.") @Nullable String summary,
    @Component("Description.") @Nullable String description,
    @Component(
            value = "Space that it takes when installed, as the package says.",
            unit = Unit.BYTES)
        @Nullable Long installedSizeBytes,
    @Component("Licence, in the words of the package.") @Nullable String license,
    @Component(
            "State: installed, unpacked, half-configured, half-installed, triggers-awaited, triggers-pending.")
        String state,
    @Component("Whether it is held at its version.") boolean held,
    @Component("When it was installed or updated last.") @Nullable Instant installedAt,
    @Component("Module that it is part of, as name:stream:version:context.")
        @Nullable String modularityLabel,
    @Component("Identifier of the key that signed it, 16 hexadecimal digits.")
        @Nullable String signatureKeyId) {

  /**
   * Returns the whole version as package managers write it: {@code [epoch:]version[-release]}.
   *
   * @param beforeRelease what parts the release from the version: a hyphen, of xbps an underscore
   */
  public String wholeVersion(char beforeRelease) {
    String full = release == null ? version : version + beforeRelease + release;
    return epoch == 0 ? full : epoch + ":" + full;
  }
}
