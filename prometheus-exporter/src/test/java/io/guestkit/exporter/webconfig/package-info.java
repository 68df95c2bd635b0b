/** Tests of the web configuration. */
@org.jspecify.annotations.NullMarked
package io.guestkit.exporter.webconfig;
