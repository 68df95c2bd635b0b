/**
 * The Terraform provider {@code guestkit}, plugin protocol 6. Floors, from below: {@code value},
 * {@code function}, {@code provider}, {@code process}; {@code tfplugin6}, {@code plugin} and {@code
 * health} are generated.
 */
@NullMarked
package io.guestkit.terraform;

import org.jspecify.annotations.NullMarked;
