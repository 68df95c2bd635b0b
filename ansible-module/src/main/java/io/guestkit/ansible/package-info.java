/** The modules of the Ansible collection: arguments as JSON in, a result as JSON out. */
@NullMarked
package io.guestkit.ansible;

import org.jspecify.annotations.NullMarked;
