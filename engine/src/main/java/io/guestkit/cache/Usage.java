package io.guestkit.cache;

/**
 * What a cache takes.
 *
 * @param folder where it is
 * @param reports how many are kept
 * @param sizeBytes what they take
 * @param capacityBytes what they may take
 */
public record Usage(String folder, long reports, long sizeBytes, long capacityBytes) {}
