/** Tests of the data sources. */
@NullMarked
package io.guestkit.terraform.source;

import org.jspecify.annotations.NullMarked;
