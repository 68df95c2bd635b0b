package io.guestkit.exporter.webconfig.login;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks names and passwords. A name that nobody has takes the same work as one that somebody has.
 * Thread-safe.
 */
public final class Login {
  private static final String MAC = "HmacSHA256";
  private static final int MAC_KEY_BYTES = 32;

  /** 32: at 75 ms each, the last one of the queue waits less than {@link #MAX_WAIT_SECONDS}. */
  private static final int MAX_WAITING = 32;

  /** 3 s: well within the time of a scrape. */
  private static final long MAX_WAIT_SECONDS = 3;

  /** Half of the processors check passwords at most, the others inspect and answer. */
  private final Semaphore checking =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  private final Verdicts verdicts = new Verdicts();

  /** Logins are remembered by a hash that nobody can reckon who lacks this process's key. */
  private final SecretKeySpec macKey;

  /** Makes one that remembers nothing yet. */
  public Login() {
    byte[] key = new byte[MAC_KEY_BYTES];
    new SecureRandom().nextBytes(key);
    this.macKey = new SecretKeySpec(key, MAC);
  }

  /**
   * Returns whether a request may go on.
   *
   * @param users hashes by name, one at least
   * @param authorization the header of that name
   */
  public Admission admit(Map<String, String> users, @Nullable String authorization) {
    Credentials claimed = Credentials.of(authorization);
    if (claimed == null) {
      return Admission.REFUSED;
    }
    byte[] user = claimed.user().getBytes(StandardCharsets.UTF_8);
    @Nullable String own = users.get(claimed.user());
    String hash = own == null ? anybodys(users, user) : own;
    byte[] known = {(byte) (own == null ? 0 : 1)};
    byte[] hashed = hash.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer login = ByteBuffer.wrap(mac(known, mac(user), hashed, claimed.password()));
    @Nullable Boolean isRight = verdicts.of(login);
    if (isRight == null) {
      isRight = check(login, own != null, hash, claimed.password());
    }
    if (isRight == null) {
      return Admission.BUSY;
    }
    return isRight ? Admission.ADMITTED : Admission.REFUSED;
  }

  /** Returns somebody's hash, always the same for a name: its cost is one that is in use. */
  private String anybodys(Map<String, String> users, byte[] user) {
    String[] hashes = users.values().toArray(String[]::new);
    Arrays.sort(hashes);
    return hashes[Math.floorMod(ByteBuffer.wrap(mac(user)).getInt(), hashes.length)];
  }

  /** Returns whether a login is right; null where too many are being checked. */
  private @Nullable Boolean check(ByteBuffer login, boolean isKnown, String hash, byte[] password) {
    if (checking.getQueueLength() >= MAX_WAITING || !mayCheck()) {
      return null;
    }
    try {
      @Nullable Boolean meanwhile = verdicts.of(login);
      if (meanwhile != null) {
        return meanwhile;
      }
      boolean matches = BcryptHash.matches(hash, password);
      verdicts.remember(login, matches && isKnown);
      return matches && isKnown;
    } finally {
      checking.release();
    }
  }

  private boolean mayCheck() {
    try {
      return checking.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private byte[] mac(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(macKey);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
