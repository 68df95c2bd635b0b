/** Terraform's values in MessagePack: configurations come in so, or in JSON; state goes out so. */
@NullMarked
package io.guestkit.terraform.value;

import org.jspecify.annotations.NullMarked;
