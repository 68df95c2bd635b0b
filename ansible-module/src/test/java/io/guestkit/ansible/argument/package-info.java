/** Tests of arguments, beside Ansible's own rules. */
@NullMarked
package io.guestkit.ansible.argument;

import org.jspecify.annotations.NullMarked;
