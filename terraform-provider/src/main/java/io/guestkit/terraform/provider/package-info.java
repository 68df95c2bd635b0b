/** The provider: what Terraform asks of it, answered by the engine. */
@NullMarked
package io.guestkit.terraform.provider;

import org.jspecify.annotations.NullMarked;
