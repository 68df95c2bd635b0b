@NullMarked
package io.guestkit.terraform.process;

import org.jspecify.annotations.NullMarked;
