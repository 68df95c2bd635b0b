/** How Terraform starts a plugin, finds it and ends it: HashiCorp's go-plugin, over gRPC. */
@NullMarked
package io.guestkit.terraform.process;

import org.jspecify.annotations.NullMarked;
