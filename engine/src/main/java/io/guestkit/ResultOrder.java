package io.guestkit;

/** In which order the results of many machines are handed over. */
public enum ResultOrder {
  /** Each as soon as it is there. */
  AS_READY,
  /** That of the machines: a result waits for those before it. */
  AS_GIVEN
}
