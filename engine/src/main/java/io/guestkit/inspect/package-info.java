/**
 * Inspection: a guest in, the facts of its operating system out; a folder for each group of facts.
 * Each reads the guest through {@link io.guestkit.inspect.FactFiles}, which bounds what is read,
 * notes the files as evidence, and makes a problem of what cannot be read.
 */
@NullMarked
package io.guestkit.inspect;

import org.jspecify.annotations.NullMarked;
