/** The pages that Terraform's registry shows, made from the schema that the provider answers. */
@NullMarked
package io.guestkit.terraform.docs;

import org.jspecify.annotations.NullMarked;
