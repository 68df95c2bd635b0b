/**
 * Image containers: a file of the host in, the disk as the guest sees it out. Formats stand in an
 * ordered list, raw last; each is a folder below this one.
 */
@NullMarked
package io.guestkit.image;

import org.jspecify.annotations.NullMarked;
