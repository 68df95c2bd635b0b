/** The configuration file: which folders hold images. */
@NullMarked
package io.guestkit.exporter.config;

import org.jspecify.annotations.NullMarked;
