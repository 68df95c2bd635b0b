/** Reports read back from the JSON that they were written as. */
@NullMarked
package io.guestkit.export.saved;

import org.jspecify.annotations.NullMarked;
