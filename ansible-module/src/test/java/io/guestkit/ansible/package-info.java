/** Tests of the modules, beside Ansible's own argument rules. */
@NullMarked
package io.guestkit.ansible;

import org.jspecify.annotations.NullMarked;
