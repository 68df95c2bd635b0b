@NullMarked
package io.guestkit.terraform.value;

import org.jspecify.annotations.NullMarked;
