package io.guestkit.report;

import org.jspecify.annotations.Nullable;

/** An installed kernel. */
public record Kernel(
    @Component("Release of the kernel as uname -r prints it.") String version,
    @Component("Path of the kernel image.") String path,
    @Component("Whether its modules are installed.") boolean modules,
    @Component("Path of its initial RAM filesystem.") @Nullable String initramfs,
    @Component("Architecture that it is made for, as libguestfs names it.")
        @Nullable String arch) {}
