@NullMarked
package io.guestkit.terraform.provider;

import org.jspecify.annotations.NullMarked;
