/** Tests of the facts, against Ansible's own code and the programs of the guests. */
@NullMarked
package io.guestkit.ansible.facts;

import org.jspecify.annotations.NullMarked;
