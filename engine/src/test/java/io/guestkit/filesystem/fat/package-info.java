/** Tests of FAT against Linux's listings, the corpus, fsck.fat and mtools. */
@NullMarked
package io.guestkit.filesystem.fat;

import org.jspecify.annotations.NullMarked;
