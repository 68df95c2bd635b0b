/** XFS compared with the kernel, xfsprogs and the corpus. */
@NullMarked
package io.guestkit.filesystem.xfs;

import org.jspecify.annotations.NullMarked;
