package io.guestkit.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A user account. */
public record User(
    @Component("Login name.") String name,
    @Component("User number.") long uid,
    @Component("Number of the primary group.") long gid,
    @Component("The comment field.") String gecos,
    @Component("Home directory.") String home,
    @Component("Login shell.") String shell,
    @Component(
            "State of the password: set, locked (set, but refused), empty (nobody is asked), none (no password fits).")
        @Nullable String password,
    @Component("Day on which the password was changed last.") @Nullable Instant passwordChangedAt,
    @Component("Day from which the account is closed.") @Nullable Instant expiresAt,
    @Component("Whether sudo or doas lets the user run any command as root.")
        boolean administrator) {}
