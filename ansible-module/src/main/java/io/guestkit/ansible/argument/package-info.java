/** Arguments of modules, checked as Ansible checks those of its own. */
@NullMarked
package io.guestkit.ansible.argument;

import org.jspecify.annotations.NullMarked;
