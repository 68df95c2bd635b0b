package io.guestkit.report;

/** An image below another one. */
public record ImageLayer(
    @Component("File name, without its folder.") String name,
    @Component("Format of the container.") String format,
    @Component(value = "Size of the disk that it holds.", unit = Unit.BYTES)
        long virtualSizeBytes) {}
