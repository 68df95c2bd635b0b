package io.guestkit.exporter.fleet;

import io.guestkit.exporter.exposition.Lines;

/**
 * What a probe got.
 *
 * @param lines the samples of the image
 * @param isSuccess whether its last inspection succeeded
 */
public record ProbedImage(Lines lines, boolean isSuccess) {}
