/** ext2, ext3 and ext4 compared with the kernel, e2fsprogs and the corpus. */
@NullMarked
package io.guestkit.filesystem.ext;

import org.jspecify.annotations.NullMarked;
