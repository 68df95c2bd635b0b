/**
 * FAT12, FAT16 and FAT32 with long names (VFAT).
 *
 * <p>Shown as Linux shows a vfat mount with {@code utf8,tz=UTC,uid=0,gid=0,umask=022}: short names
 * are in code page 437, names are found without regard to the case of ASCII letters, by their long
 * or their short form. Sectors of 512 to 4096 bytes.
 *
 * <p>Differs from Linux on purpose in three things: where FAT32 says that its FATs are not
 * mirrored, the active one is read (Linux always reads the first); a chain of clusters that returns
 * to itself is corrupt (Linux repeats it in a file); and a directory that was reached by another
 * entry before is a problem of the second entry (Linux descends for ever).
 *
 * <p>The free space is counted, as Linux does unless it is told {@code usefree}: FSInfo is not
 * read.
 *
 * <p>Not read: the extended attributes of OS/2, FATX, and volumes without a BIOS parameter block
 * (DOS 1.x floppies).
 *
 * <p>Sources: Microsoft, FAT32 File System Specification 1.03 (2000); Linux, {@code
 * Documentation/filesystems/vfat.rst} and the behaviour of 6.1; util-linux, {@code blkid(8)}'s
 * behaviour.
 */
@NullMarked
package io.guestkit.filesystem.fat;

import org.jspecify.annotations.NullMarked;
