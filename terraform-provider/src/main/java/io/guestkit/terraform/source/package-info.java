/** The data sources: what is asked of images, and the answers as Terraform's values. */
@NullMarked
package io.guestkit.terraform.source;

import org.jspecify.annotations.NullMarked;
