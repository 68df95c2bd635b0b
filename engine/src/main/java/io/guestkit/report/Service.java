package io.guestkit.report;

import org.jspecify.annotations.Nullable;

/** A unit of systemd, or a service of another init system. */
public record Service(
    @Component("Name: of a unit, with its suffix.") String name,
    @Component(
            "State as systemctl list-unit-files names it: enabled, linked, masked, alias, disabled, static, indirect, bad.")
        String state,
    @Component(
            "State that presets ask for: enabled, disabled, ignored; null where the unit can have none.")
        @Nullable String preset,
    @Component("What starts it: systemd, sysvinit, upstart, openrc, runit.") String manager) {}
