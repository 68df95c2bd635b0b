/** Tests of reports that are read back. */
@NullMarked
package io.guestkit.export.saved;

import org.jspecify.annotations.NullMarked;
