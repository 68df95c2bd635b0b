/**
 * What changed in the facts of a machine from one report to another: generic over the records, by a
 * table of what tells the items of each list apart.
 */
@NullMarked
package io.guestkit.export.diff;

import org.jspecify.annotations.NullMarked;
