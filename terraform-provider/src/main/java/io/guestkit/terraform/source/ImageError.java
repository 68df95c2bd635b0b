package io.guestkit.terraform.source;

import io.guestkit.report.Component;

/** Why an image could not be opened. */
public record ImageError(
    @Component(
            "Kind of the error: missing, corrupt, unsupported, locked, limit, refused,"
                + " unreadable.")
        String kind,
    @Component("What is wrong, in a sentence that names the image.") String message) {}
