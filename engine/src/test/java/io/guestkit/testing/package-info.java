/** What tests share: real tools, the corpus, guests, mutations. */
@NullMarked
package io.guestkit.testing;

import org.jspecify.annotations.NullMarked;
