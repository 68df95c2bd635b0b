/** The sections of an image's page that show its report. */
@NullMarked
package io.guestkit.exporter.pages.report;

import org.jspecify.annotations.NullMarked;
