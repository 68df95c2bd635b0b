/** The functions that configurations may call: pure, of texts, known without any image. */
@NullMarked
package io.guestkit.terraform.function;

import org.jspecify.annotations.NullMarked;
