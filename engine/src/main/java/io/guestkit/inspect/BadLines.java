package io.guestkit.inspect;

/** The lines of one file that are not what they should be: one problem, however many they are. */
public final class BadLines {
  private int count;
  private int first;

  /** Adds a line by its number, 1 the first. */
  public void add(int number) {
    count++;
    first = first == 0 ? number : first;
  }

  /**
   * Notes them as a problem of their file, if there are any.
   *
   * @param what what each of them should be, such as {@code rule}
   */
  public void report(FactFiles files, String path, String what) {
    if (count > 0) {
      files.corrupt(
          path, "%d of its lines are no %s, the first is line %d".formatted(count, what, first));
    }
  }
}
