@NullMarked
package io.guestkit.cache;

import org.jspecify.annotations.NullMarked;
