package io.guestkit.filesystem;

/**
 * An extended attribute of a file.
 *
 * @param name with its namespace, such as {@code security.selinux}
 * @param value its bytes as the disk holds them; treated as immutable
 */
@SuppressWarnings("ArrayRecordComponent")
public record ExtendedAttribute(String name, byte[] value) {}
