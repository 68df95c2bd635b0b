package io.guestkit.guest.device;

/** Names of block devices in a guest, as the names that a report gives them. */
final class DeviceName {
  private static final String[] LETTERED = {
    "/dev/sd", "/dev/hd", "/dev/vd", "/dev/xvd", "/dev/ubd", "/dev/dasd", "/dev/i2o/hd"
  };

  /** What stands before and after the number of a disk; only the first controller or namespace. */
  private static final String[][] NUMBERED = {
    {"/dev/nvme", "n1"},
    {"/dev/mmcblk", ""},
    {"/dev/cciss/c0d", ""},
    {"/dev/ida/c0d", ""},
    {"/dev/rd/c0d", ""},
    {"/dev/pmem", ""},
    {"/dev/nbd", ""},
    {"/dev/ubd/", ""},
    {"/dev/ubd", ""},
  };

  private static final String MAPPER = "/dev/mapper/";

  private DeviceName() {}

  /**
   * Returns the name that a report gives a device: {@code /dev/vdb1} is {@code /dev/sdb1}, {@code
   * /dev/mapper/vg-lv} is {@code /dev/vg/lv}. What follows no such pattern stays as it is.
   */
  static String canonical(String device) {
    for (String prefix : LETTERED) {
      if (device.startsWith(prefix) && isLetterAndNumber(device, prefix.length())) {
        return "/dev/sd" + device.substring(prefix.length());
      }
    }
    for (String[] around : NUMBERED) {
      if (device.startsWith(around[0])) {
        return numbered(device, around[0], around[1]);
      }
    }
    return device.startsWith(MAPPER) && DiskPart.multipath(device).isEmpty()
        ? logicalVolume(device)
        : device;
  }

  private static boolean isLetterAndNumber(String device, int from) {
    return from < device.length()
        && device.charAt(from) >= 'a'
        && device.charAt(from) <= 'z'
        && isNumber(device, from + 1);
  }

  private static boolean isNumber(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Maps {@code PREFIX<disk>SUFFIX[p<number>]}; a disk past the 26th keeps its name. */
  private static String numbered(String device, String prefix, String suffix) {
    int end = prefix.length();
    while (end < device.length() && Character.isDigit(device.charAt(end))) {
      end++;
    }
    if (end == prefix.length() || end > prefix.length() + 2 || !device.startsWith(suffix, end)) {
      return device;
    }
    int disk = Integer.parseInt(device, prefix.length(), end, 10);
    String rest = device.substring(end + suffix.length());
    boolean partition = rest.length() > 1 && rest.charAt(0) == 'p' && isNumber(rest, 1);
    if (disk >= 26 || !(rest.isEmpty() || partition)) {
      return device;
    }
    return "/dev/sd" + (char) ('a' + disk) + (partition ? rest.substring(1) : "");
  }

  private static String mapperName(String group, String volume) {
    return group.replace("-", "--") + "-" + volume.replace("-", "--");
  }

  /**
   * Device-mapper doubles the hyphens of both names and joins the names by one; a name that does
   * not come about so is of something else.
   */
  private static String logicalVolume(String device) {
    String name = device.substring(MAPPER.length());
    for (int i = 1; i < name.length() - 1; i++) {
      if (name.charAt(i) == '-') {
        if (name.charAt(i + 1) != '-') {
          String group = name.substring(0, i).replace("--", "-");
          String volume = name.substring(i + 1).replace("--", "-");
          boolean isOne = mapperName(group, volume).equals(name);
          return isOne ? "/dev/" + group + "/" + volume : device;
        }
        i++;
      }
    }
    return device;
  }
}
