package io.guestkit.guest.device;

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
    if (device.startsWith(MULTIPATH)) {
      return multipath(device);
    }
    return new DiskPart(device, 0);
  }

  /** Returns whether a name says nothing of which disk in order it is. */
  boolean isUnordered() {
    return disk.startsWith(LINKS) || disk.startsWith(MULTIPATH);
  }

  /** Multipath maps are mpatha, their partitions mpatha1, mpathap1 or mpatha-part1. */
  private static DiskPart multipath(String device) {
    int end = beforeDigits(device);
    int letter = MULTIPATH.length() + 1;
    if (end == device.length() || end < letter) {
      return new DiskPart(device, 0);
    }
    if (device.startsWith(LINK_PART, end - LINK_PART.length())) {
      return part(device, end - LINK_PART.length(), end);
    }
    boolean separated = end > letter && device.charAt(end - 1) == 'p';
    return part(device, separated ? end - 1 : end, end);
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
