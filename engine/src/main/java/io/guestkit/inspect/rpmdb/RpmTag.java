package io.guestkit.inspect.rpmdb;

/** Numbers of the header's tags. Source: rpm's manual, tags.md. */
public final class RpmTag {
  public static final int DSA_HEADER = 267;
  public static final int RSA_HEADER = 268;
  public static final int SIG_PGP = 259;
  public static final int SIG_GPG = 262;

  /** Signatures of packages of format 6, in base64. */
  public static final int OPENPGP = 278;

  public static final int NAME = 1000;
  public static final int VERSION = 1001;
  public static final int RELEASE = 1002;
  public static final int EPOCH = 1003;
  public static final int SUMMARY = 1004;
  public static final int DESCRIPTION = 1005;
  public static final int INSTALL_TIME = 1008;
  public static final int SIZE = 1009;
  public static final int VENDOR = 1011;
  public static final int LICENSE = 1014;
  public static final int URL = 1020;
  public static final int ARCH = 1022;
  public static final int SOURCE_RPM = 1044;

  /** Size in 64 bits, in place of {@link #SIZE} where that is too small. */
  public static final int LONG_SIZE = 5009;

  public static final int MODULARITY_LABEL = 5096;

  private RpmTag() {}
}
