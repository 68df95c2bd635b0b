/**
 * Plays Terraform: starts the provider as Terraform does and asks what Terraform asks. Trains the
 * provider's AOT cache, and tests what the real Terraform never does.
 */
@NullMarked
package io.guestkit.dist.terraform;

import org.jspecify.annotations.NullMarked;
