/** Runs the provider under the real Terraform, and under the one that the build plays. */
@NullMarked
package io.guestkit.dist.terraform;

import org.jspecify.annotations.NullMarked;
