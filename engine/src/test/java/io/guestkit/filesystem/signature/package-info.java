/** Tests of the signature table against blkid and the corpus. */
@NullMarked
package io.guestkit.filesystem.signature;

import org.jspecify.annotations.NullMarked;
