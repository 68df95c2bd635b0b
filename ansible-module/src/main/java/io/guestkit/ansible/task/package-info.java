/** A task of Ansible: what a module is, the JSON that it answers, how it fails. */
@NullMarked
package io.guestkit.ansible.task;

import org.jspecify.annotations.NullMarked;
