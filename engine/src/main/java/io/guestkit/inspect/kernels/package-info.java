/**
 * Installed kernels: the images of /boot, of the EFI system partition and of /lib/modules, as
 * Debian, Red Hat, SUSE, Arch, Gentoo, NixOS, ostree, Flatcar and kernel-install name them, and
 * unified kernel images. The architecture is the image's own; where that is too old to tell, its
 * modules'. Not read: entries of a boot loader.
 *
 * <p>Sources: The Linux/x86 Boot Protocol (Documentation/arch/x86/boot.rst of Linux 6.12) for the
 * release that an image carries; Documentation/arch for the images of other machines; UAPI.5 for
 * unified kernel images; kernel-install(8).
 */
@NullMarked
package io.guestkit.inspect.kernels;

import org.jspecify.annotations.NullMarked;
