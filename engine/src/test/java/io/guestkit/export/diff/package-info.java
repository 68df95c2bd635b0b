/** Tests of the comparison of facts. */
@NullMarked
package io.guestkit.export.diff;

import org.jspecify.annotations.NullMarked;
