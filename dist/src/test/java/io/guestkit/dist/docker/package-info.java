/** The docker image as people run it: built by a real daemon from the real archive. */
@NullMarked
package io.guestkit.dist.docker;

import org.jspecify.annotations.NullMarked;
