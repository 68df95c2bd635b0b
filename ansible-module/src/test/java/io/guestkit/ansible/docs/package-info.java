/** What is generated from the modules: documentation, launchers, argument specifications. */
@NullMarked
package io.guestkit.ansible.docs;

import org.jspecify.annotations.NullMarked;
