/** Inspection: a guest in, the facts of its operating system out; a folder for each fact. */
@NullMarked
package io.guestkit.inspect;

import org.jspecify.annotations.NullMarked;
