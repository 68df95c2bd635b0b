/** Files of this host that copies of a guest's files become: names, attributes, deep folders. */
@NullMarked
package io.guestkit.cli.host;

import org.jspecify.annotations.NullMarked;
