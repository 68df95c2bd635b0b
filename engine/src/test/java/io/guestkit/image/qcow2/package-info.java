/** Tests of the qcow2 reader. */
@NullMarked
package io.guestkit.image.qcow2;

import org.jspecify.annotations.NullMarked;
