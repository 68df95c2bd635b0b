package io.guestkit.exporter.webconfig.login;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which logins were right and which were wrong, each for itself: who guesses pushes none
 * of the right ones out. Thread-safe.
 */
final class Verdicts {
  /** 100: as many as the toolkit remembers. */
  private static final int MAX_REMEMBERED = 100;

  private final Map<ByteBuffer, Boolean> right = remembered();
  private final Map<ByteBuffer, Boolean> wrong = remembered();

  private static Map<ByteBuffer, Boolean> remembered() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
        return size() > MAX_REMEMBERED;
      }
    };
  }

  /** Returns whether a login is right; null where it is not remembered. */
  synchronized @Nullable Boolean of(ByteBuffer login) {
    Boolean known = right.get(login);
    return known == null ? wrong.get(login) : known;
  }

  synchronized void remember(ByteBuffer login, boolean isRight) {
    (isRight ? right : wrong).put(login, isRight);
  }
}
