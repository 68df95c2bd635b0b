/**
 * The command line over the door: prints what {@link io.guestkit.GuestKit} answers.
 *
 * <p>Exit status: 0 for a report, with problems in it or without; 1 where an image, or a path in a
 * guest, could not be read; 2 for wrong usage. An error is one sentence on standard error.
 *
 * <p>Commands declare themselves as a {@link io.guestkit.cli.CommandModel}. picocli makes from it
 * the help, the completion script and the reference, and parses the command line; but a command
 * line with nothing unusual in it is parsed by {@link io.guestkit.cli.PlainParser}, because
 * picocli's class files are of Java 5, which no AOT cache keeps: loading them takes longer than an
 * inspection.
 */
@NullMarked
package io.guestkit.cli;

import org.jspecify.annotations.NullMarked;
