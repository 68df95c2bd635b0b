/**
 * Volumes: disks in, what lies on them as devices out. Volume systems (partition tables, LVM2)
 * stand in an ordered list; each is a folder below this one.
 */
@NullMarked
package io.guestkit.volume;

import org.jspecify.annotations.NullMarked;
