/** Tests of the Btrfs reader. */
@NullMarked
package io.guestkit.filesystem.btrfs;

import org.jspecify.annotations.NullMarked;
