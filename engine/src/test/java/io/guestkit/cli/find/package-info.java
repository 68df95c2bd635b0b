/** Tests of the tests of find. */
@NullMarked
package io.guestkit.cli.find;

import org.jspecify.annotations.NullMarked;
