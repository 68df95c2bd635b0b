package io.guestkit.exporter.web;

import java.util.HashMap;
import java.util.Map;

/** Lets so many be served at once, and not all of them for one client. Thread-safe. */
final class Turns {
  private final int most;
  private final int mostOfClient;
  private final Map<String, Integer> clients = new HashMap<>();
  private int taken;

  /**
   * Makes turns of which none is taken.
   *
   * @param most turns at once, from 1
   * @param mostOfClient turns that one client has at once, from 1
   */
  Turns(int most, int mostOfClient) {
    this.most = most;
    this.mostOfClient = mostOfClient;
  }

  /** Takes a turn, which must be ended; false where there is none. */
  synchronized boolean begin(String client) {
    int own = clients.getOrDefault(client, 0);
    if (taken >= most || own >= mostOfClient) {
      return false;
    }
    clients.put(client, own + 1);
    taken++;
    return true;
  }

  /** Ends a turn. */
  synchronized void end(String client) {
    clients.computeIfPresent(client, (key, own) -> own == 1 ? null : own - 1);
    taken--;
  }
}
