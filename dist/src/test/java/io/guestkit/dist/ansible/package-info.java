/** The Ansible collection, run by the real Ansible. */
@NullMarked
package io.guestkit.dist.ansible;

import org.jspecify.annotations.NullMarked;
