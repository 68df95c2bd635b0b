/** Directories of XFS, where the way to an answer counts too. */
@NullMarked
package io.guestkit.filesystem.xfs.directory;

import org.jspecify.annotations.NullMarked;
