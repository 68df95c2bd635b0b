package io.guestkit.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An application that no package of the system brought: of snap or flatpak. */
public record ApplicationInfo(
    @Component("What manages it: snap, flatpak.") String kind,
    @Component("Name or identifier.") String name,
    @Component("Name for people.") @Nullable String displayName,
    @Component("Version.") @Nullable String version,
    @Component("Revision: number of a snap, commit of a flatpak.") @Nullable String revision,
    @Component("Channel of a snap, branch of a flatpak.") @Nullable String channel,
    @Component("Architecture.") @Nullable String arch,
    @Component("Publisher.") @Nullable String publisher,
    @Component("Where it came from: the remote of a flatpak.") @Nullable String origin,
    @Component("When this revision was installed.") @Nullable Instant installedAt) {}
