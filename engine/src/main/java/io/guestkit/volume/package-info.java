/**
 * Volumes: a disk in, what lies on it as devices out. Volume systems (partition tables now) stand
 * in an ordered list; each is a folder below this one.
 */
@NullMarked
package io.guestkit.volume;

import org.jspecify.annotations.NullMarked;
