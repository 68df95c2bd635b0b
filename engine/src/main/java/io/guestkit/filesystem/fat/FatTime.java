package io.guestkit.filesystem.fat;

import java.time.Instant;

/**
 * Dates and times of FAT, taken as UTC. Source: FAT32 File System Specification 1.03, "Date and
 * Time Formats". Values out of range count on as in Linux: day 0 and month 0 are the first, months
 * 13 to 15 count as the first, an hour of 31 runs into the next day.
 */
final class FatTime {
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 0, 0, 0
  };
  private static final int DAYS_FROM_1970_TO_1980 = 3652;

  /** 2100 is no leap year, though its number is divisible by four. */
  private static final int YEAR_2100 = 120;

  private FatTime() {}

  /**
   * Returns an instant.
   *
   * @param hundredths of a second, 0 to 255, added to the two seconds' resolution of the time
   */
  static Instant instant(int date, int time, int hundredths) {
    int year = date >> 9;
    int month = Math.max(1, date >> 5 & 0xf);
    int day = Math.max(1, date & 0x1f) - 1;
    int leapDays = (year + 3) / 4;
    if (year > YEAR_2100) {
      leapDays--;
    }
    if (year % 4 == 0 && year != YEAR_2100 && month > 2) {
      leapDays++;
    }
    long days = DAYS_FROM_1970_TO_1980 + year * 365L + leapDays + DAYS_BEFORE_MONTH[month] + day;
    long seconds = (time >> 11) * 3600L + (time >> 5 & 0x3f) * 60L + (time & 0x1f) * 2L;
    return Instant.ofEpochSecond(
        days * 86400 + seconds + hundredths / 100, hundredths % 100 * 10_000_000L);
  }
}
