/** The Terraform provider: the report as a data source, over protocol 6. */
@NullMarked
package io.guestkit.terraform;

import org.jspecify.annotations.NullMarked;
