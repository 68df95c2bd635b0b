package io.guestkit.report;

import org.jspecify.annotations.Nullable;

/** An entry of a boot menu. */
public record BootEntry(
    @Component("Title, those of the menus that it is in before it, joined by >.") String title,
    @Component("Identifier.") @Nullable String id,
    @Component("Path of the kernel, as written.") @Nullable String kernel,
    @Component("Path of the first initial RAM filesystem, as written.") @Nullable String initramfs,
    @Component("Kernel command line; values that look like secrets are masked.")
        @Nullable String commandLine) {}
