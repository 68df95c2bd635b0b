package io.guestkit.cache;

/**
 * A report that is kept.
 *
 * @param fingerprint what its image was
 * @param origin the inspection that it comes from
 * @param report JSON
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record Kept(Fingerprint fingerprint, Origin origin, byte[] report) {}
