@NullMarked
package io.guestkit.terraform.function;

import org.jspecify.annotations.NullMarked;
