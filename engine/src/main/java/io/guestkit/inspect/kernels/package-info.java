/**
 * Installed kernels: the images of /boot and of /lib/modules, as Debian, Red Hat, SUSE, Arch and
 * Gentoo name them. Not read: unified kernel images, entries of a boot loader.
 *
 * <p>Source: The Linux/x86 Boot Protocol (Documentation/arch/x86/boot.rst of Linux 6.12) for the
 * release that an image carries.
 */
@NullMarked
package io.guestkit.inspect.kernels;

import org.jspecify.annotations.NullMarked;
