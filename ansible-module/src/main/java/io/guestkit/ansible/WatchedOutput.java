package io.guestkit.ansible;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output, which tells when nobody waits for the answer any more: a controller that gives a
 * task up, or is gone, sends no signal, and over SSH none would arrive. Until the answer begins, an
 * empty line is written now and then, which Ansible passes over; it fails where nobody reads.
 */
final class WatchedOutput extends OutputStream {
  /** 100 ms: over SSH two lines or three are lost on the way before one fails here. */
  private static final long INTERVAL_MILLIS = 100;

  private final OutputStream out;
  private final Runnable nobodyReads;
  private boolean begun;

  private WatchedOutput(OutputStream out, Runnable nobodyReads) {
    this.out = out;
    this.nobodyReads = nobodyReads;
  }

  /** Begins to watch. */
  static WatchedOutput start(OutputStream out, Runnable nobodyReads) {
    WatchedOutput watched = new WatchedOutput(out, nobodyReads);
    Thread thread = new Thread(watched::watch, "output");
    thread.setDaemon(true);
    thread.start();
    return watched;
  }

  private void watch() {
    try {
      do {
        Thread.sleep(INTERVAL_MILLIS);
      } while (isAwaited());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      nobodyReads.run();
    }
  }

  /** Returns whether the answer has not begun. */
  private synchronized boolean isAwaited() throws IOException {
    if (!begun) {
      out.write('\n');
    }
    return !begun;
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    begun = true;
    out.write(bytes, offset, length);
  }

  @Override
  public synchronized void write(int value) throws IOException {
    begun = true;
    out.write(value);
  }

  @Override
  public synchronized void flush() throws IOException {
    out.flush();
  }
}
