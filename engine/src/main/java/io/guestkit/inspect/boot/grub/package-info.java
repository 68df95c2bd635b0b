/**
 * GRUB 2: its configuration is a script, so it is run, as far as a menu comes of it: variables,
 * conditions, loops, functions, files that it includes, the environment block. Commands that act on
 * the machine do nothing and succeed; what only the machine knows (the device of {@code $root})
 * stays as it is written. Source: GNU GRUB Manual 2.12, "Writing full configuration files
 * directly", "The list of commands", "The GRUB environment block".
 */
@NullMarked
package io.guestkit.inspect.boot.grub;

import org.jspecify.annotations.NullMarked;
