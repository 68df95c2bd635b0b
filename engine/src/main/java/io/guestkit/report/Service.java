package io.guestkit.report;

/** A systemd unit. */
public record Service(
    @Component("Name of the unit with its suffix.") String name,
    @Component(
            "State as systemctl is-enabled names it: enabled, enabled-runtime, linked, masked, alias, disabled, static, indirect.")
        String state) {}
