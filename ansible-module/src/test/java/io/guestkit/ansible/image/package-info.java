/** Tests of the modules that read images. */
@NullMarked
package io.guestkit.ansible.image;

import org.jspecify.annotations.NullMarked;
