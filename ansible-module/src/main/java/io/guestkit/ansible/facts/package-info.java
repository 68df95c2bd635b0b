/**
 * The facts of a machine that is off, named, shaped and valued as the modules {@code setup}, {@code
 * package_facts}, {@code service_facts} and {@code getent} give those of one that runs.
 *
 * <p>A fact is there where the report tells it and its value means what theirs means;
 * docs/ansible.md lists them, and those that are left out. Source: ansible-core 2.14 and 2.19,
 * {@code module_utils/facts} and {@code modules}.
 */
@NullMarked
package io.guestkit.ansible.facts;

import org.jspecify.annotations.NullMarked;
