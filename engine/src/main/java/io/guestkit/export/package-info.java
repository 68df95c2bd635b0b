/**
 * Exports: a report in, text out. JSON, JSON Lines and YAML come from one walk over the records;
 * the JSON Schema and the field reference come from the same records and their {@link
 * io.guestkit.report.Component} annotations. The summary for people is laid out by hand.
 */
@NullMarked
package io.guestkit.export;

import org.jspecify.annotations.NullMarked;
