package io.guestkit.exporter.webconfig.login;

/** What becomes of a request. */
public enum Admission {
  /** It may go on. */
  ADMITTED,
  /** It lacks a login that is right. */
  REFUSED,
  /** So many logins are being checked that this one has to come again. */
  BUSY
}
