/** Terraform's values in MessagePack: configurations come in so, state goes out so. */
@NullMarked
package io.guestkit.terraform.value;

import org.jspecify.annotations.NullMarked;
