package io.guestkit.exporter.web;

import io.javalin.http.Handler;
import java.util.function.BooleanSupplier;

/**
 * What the server answers with.
 *
 * @param metrics the metrics of exporter and images
 * @param probe those of one image
 * @param discovery the images as targets
 * @param reload reads the configuration again
 * @param fleet the page of all images
 * @param image the page of one image
 * @param isReady whether what was kept of the images is there
 */
public record Routes(
    Handler metrics,
    Handler probe,
    Handler discovery,
    Handler reload,
    Handler fleet,
    Handler image,
    BooleanSupplier isReady) {}
