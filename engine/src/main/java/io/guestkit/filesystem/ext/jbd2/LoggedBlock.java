package io.guestkit.filesystem.ext.jbd2;

/**
 * A block of the volume that a transaction wrote.
 *
 * @param block block of the volume
 * @param logBlock block of the journal that holds its bytes
 * @param sequence the transaction
 * @param checksum of its bytes; 16 bits in version 2, 32 in version 3, else 0
 * @param escaped whether its first four bytes were the journal's magic and are stored as zero
 */
record LoggedBlock(long block, long logBlock, int sequence, int checksum, boolean escaped) {
  /** What one takes in memory, its place in a list included. */
  static final int MEMORY_BYTES = 56;
}
