/**
 * Bytes at offsets: the sources every reader reads from, the structures it decodes, the budget it
 * spends and the errors it answers with.
 */
@NullMarked
package io.guestkit.block;

import org.jspecify.annotations.NullMarked;
