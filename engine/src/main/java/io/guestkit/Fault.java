package io.guestkit;

/** What is said of a fault of the program itself. */
public final class Fault {
  private Fault() {}

  /** Returns what was thrown and where, without a full stop: more may be added. */
  public static String sentence(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    String place =
        trace.length == 0 ? "" : " at " + trace[0].getClassName() + ":" + trace[0].getLineNumber();
    return "unexpected "
        + thrown.getClass().getSimpleName()
        + place
        + ": a fault of guestkit; please report it";
  }
}
