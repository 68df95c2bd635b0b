package io.guestkit.report;

/** A user account. */
public record User(
    @Component("Login name.") String name,
    @Component("User number.") long uid,
    @Component("Number of the primary group.") long gid,
    @Component("The comment field.") String gecos,
    @Component("Home directory.") String home,
    @Component("Login shell.") String shell) {}
