package io.guestkit;

/**
 * What an inspection took.
 *
 * @param durationNanos wall time in nanoseconds
 * @param reads reads of the host's files
 * @param bytesRead bytes that those reads brought
 * @param fromCache whether the report was kept from an earlier inspection
 */
public record Statistics(long durationNanos, long reads, long bytesRead, boolean fromCache) {}
