/**
 * Entries of the Boot Loader Specification, type 1 (text) and 2 (unified kernel images), and the
 * orders that boot loaders put them in. Sources: The Boot Loader Specification (UAPI.1), Version
 * Format Specification (UAPI.10), The Unified Kernel Image (UAPI.5).
 */
@NullMarked
package io.guestkit.inspect.boot.bls;

import org.jspecify.annotations.NullMarked;
