package io.guestkit.guest.device;

import java.util.Optional;

/**
 * A disk's name and a partition of it.
 *
 * @param disk what the name has before the partition's number
 * @param number the partition, 0 for the whole disk
 */
record DiskPart(String disk, int number) {
  private static final String LETTERED = "/dev/sd";
  private static final String LINKS = "/dev/disk/by-";
  private static final String MULTIPATH = "/dev/mapper/mpath";
  private static final String LINK_PART = "-part";

  /** 3: multipath counts its maps by letters, to 26 times 26; and a "p". */
  private static final int MAX_LETTERS = 3;

  /** 4: Linux counts partitions to 256. */
  private static final int MAX_DIGITS = 4;

  /** Returns the parts of a name that a report gives, or of a link of udev. */
  static DiskPart of(String device) {
    if (device.startsWith(LETTERED)) {
      int end = beforeDigits(device);
      return part(device, end, end);
    }
    if (device.startsWith(LINKS)) {
      int end = beforeDigits(device);
      boolean isPart = device.startsWith(LINK_PART, end - LINK_PART.length());
      return isPart ? part(device, end - LINK_PART.length(), end) : new DiskPart(device, 0);
    }
    return multipath(device).orElse(new DiskPart(device, 0));
  }

  /** Returns whether a name says nothing of which disk in order it is. */
  boolean isUnordered() {
    return disk.startsWith(LINKS) || disk.startsWith(MULTIPATH);
  }

  /**
   * Returns the parts of a multipath map's name, or empty where it is none: maps are mpatha, their
   * partitions mpatha1, mpathap1 or mpatha-part1.
   */
  static Optional<DiskPart> multipath(String device) {
    if (!device.startsWith(MULTIPATH)) {
      return Optional.empty();
    }
    int letters = MULTIPATH.length();
    while (letters < device.length() && isLetter(device.charAt(letters))) {
      letters++;
    }
    int count = letters - MULTIPATH.length();
    boolean linked = device.startsWith(LINK_PART, letters);
    int digits = linked ? letters + LINK_PART.length() : letters;
    if (count == 0 || count > MAX_LETTERS || beforeDigits(device) > digits) {
      return Optional.empty();
    }
    boolean separated =
        !linked && digits < device.length() && count > 1 && device.charAt(letters - 1) == 'p';
    return Optional.of(part(device, separated ? letters - 1 : letters, digits));
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static DiskPart part(String device, int diskEnd, int digits) {
    int length = device.length() - digits;
    return length == 0 || length > MAX_DIGITS
        ? new DiskPart(device, 0)
        : new DiskPart(
            device.substring(0, diskEnd), Integer.parseInt(device, digits, device.length(), 10));
  }

  private static int beforeDigits(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) >= '0' && text.charAt(end - 1) <= '9') {
      end--;
    }
    return end;
  }
}
