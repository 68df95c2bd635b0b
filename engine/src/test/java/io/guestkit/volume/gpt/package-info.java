/** GUID partition tables built in code. */
@NullMarked
package io.guestkit.volume.gpt;

import org.jspecify.annotations.NullMarked;
