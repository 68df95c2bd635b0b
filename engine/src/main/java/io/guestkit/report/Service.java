package io.guestkit.report;

/** A systemd unit. */
public record Service(
    @Component("Name of the unit with its suffix.") String name,
    @Component(
            "State as systemctl list-unit-files names it: enabled, linked, masked, alias, disabled, static, indirect, bad.")
        String state) {}
