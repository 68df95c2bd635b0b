/**
 * Which security modules the kernel starts with: decided as Linux 6.12 decides it at boot, from the
 * command line of the default boot entry and the kernel's own configuration (of the file
 * config-VERSION), and for SELinux as libselinux decides when init loads the policy. Both facts are
 * null where the module's configuration is not installed, and say nothing of what somebody did to a
 * system that runs.
 *
 * <ul>
 *   <li>SELinux is {@code disabled} where the kernel does not start it, where SELINUX=disabled or
 *       says nothing that is known, and where there is no policy to load; else {@code enforcing} or
 *       {@code permissive}, {@code enforcing=} of the command line winning over the file.
 *   <li>AppArmor is {@code enabled} where the kernel starts it, whether profiles are loaded or not.
 * </ul>
 *
 * <p>Sources: The kernel's command-line parameters (Documentation/admin-guide of Linux 6.12), Linux
 * Security Module Usage; selinux(8), selinux_config(5); apparmor(7).
 */
@NullMarked
package io.guestkit.inspect.security;

import org.jspecify.annotations.NullMarked;
