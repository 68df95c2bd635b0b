package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What os-release(5) says. */
public record OsRelease(
    @Component("ID.") @Nullable String id,
    @Component("ID_LIKE.") List<String> idLike,
    @Component("NAME.") @Nullable String name,
    @Component("PRETTY_NAME.") @Nullable String prettyName,
    @Component("VERSION.") @Nullable String version,
    @Component("VERSION_ID.") @Nullable String versionId,
    @Component("VERSION_CODENAME.") @Nullable String versionCodename,
    @Component("VARIANT.") @Nullable String variant,
    @Component("VARIANT_ID.") @Nullable String variantId,
    @Component("BUILD_ID.") @Nullable String buildId,
    @Component("CPE_NAME.") @Nullable String cpeName,
    @Component("SUPPORT_END, a date.") @Nullable String supportEnd) {
  /** Copies the lists. */
  public OsRelease {
    idLike = List.copyOf(idLike);
  }
}
