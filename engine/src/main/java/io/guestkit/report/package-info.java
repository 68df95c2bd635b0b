/**
 * The records of the answer. Everything that shows a report (JSON, schema, documentation) is made
 * from these records and their {@link io.guestkit.report.Component} annotations. They hold numbers,
 * booleans, text, instants, lists and records; a component that can be undetermined is nullable.
 */
@NullMarked
package io.guestkit.report;

import org.jspecify.annotations.NullMarked;
