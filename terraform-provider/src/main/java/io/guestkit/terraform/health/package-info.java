/** Generated from {@code src/main/protobuf}: nothing is said of null. */
@NullUnmarked
package io.guestkit.terraform.health;

import org.jspecify.annotations.NullUnmarked;
