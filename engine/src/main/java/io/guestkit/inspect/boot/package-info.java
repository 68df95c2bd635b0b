/**
 * The boot loader of a system, its menu and the entry that it starts by default. Read: GRUB 2 (its
 * script is run, entries of the Boot Loader Specification among them), GRUB Legacy, systemd-boot
 * with unified kernel images, extlinux and syslinux, U-Boot where it reads extlinux.conf, LILO. Not
 * read: boot entries of UEFI firmware and its variables (so a default that systemd-boot keeps
 * there), U-Boot's own scripts, rEFInd.
 *
 * <p>Sources: GNU GRUB Manual 2.12, GNU GRUB Manual 0.97, loader.conf(5) and systemd-boot(7) of
 * systemd 257, The Boot Loader Specification (UAPI.1), The Unified Kernel Image (UAPI.5), the
 * Syslinux wiki (config, doc/syslinux), U-Boot's doc/develop/bootstd, lilo.conf(5).
 */
@NullMarked
package io.guestkit.inspect.boot;

import org.jspecify.annotations.NullMarked;
