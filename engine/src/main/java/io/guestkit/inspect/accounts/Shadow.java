package io.guestkit.inspect.accounts;

import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What /etc/shadow says of passwords, without them. Source: shadow(5). */
final class Shadow {
  private static final String PATH = "/etc/shadow";
  private static final int FIELDS = 9;
  private static final int CHANGED = 2;
  private static final int EXPIRES = 7;
  private static final long SECONDS_PER_DAY = 86_400;

  /**
   * 2,932,896 days: 9999-12-31, after which no RFC 3339 date is; who means never writes nothing.
   */
  private static final long MAX_DAY = 2_932_896;

  /**
   * A line.
   *
   * @param changedAt day of the last change; null where it is unknown, or must be now (0)
   * @param expiresAt day from which the account is closed; null for never
   */
  record Entry(
      String name,
      PasswordState password,
      @Nullable Instant changedAt,
      @Nullable Instant expiresAt) {}

  private final Map<String, Entry> entries;
  private final boolean isKnown;

  private Shadow(Map<String, Entry> entries, boolean isKnown) {
    this.entries = entries;
    this.isKnown = isKnown;
  }

  /** Reads the file; of two lines with one name the first counts. */
  static Shadow read(FactFiles files) throws IOException {
    Optional<List<Entry>> table = AccountTable.read(files, PATH, Shadow::entry);
    Map<String, Entry> entries = new HashMap<>();
    for (Entry entry : table.orElse(List.of())) {
      entries.putIfAbsent(entry.name(), entry);
    }
    return new Shadow(entries, table.isPresent() || files.find(PATH).isEmpty());
  }

  private static @Nullable Entry entry(AccountLine line) {
    if (line.size() != FIELDS || line.isEmpty(0)) {
      return null;
    }
    @Nullable Instant changed = line.number(CHANGED) == 0 ? null : day(line, CHANGED);
    return new Entry(line.text(0), line.password(1), changed, day(line, EXPIRES));
  }

  private static @Nullable Instant day(AccountLine line, int field) {
    long day = line.number(field);
    return day < 0 || day > MAX_DAY ? null : Instant.ofEpochSecond(day * SECONDS_PER_DAY);
  }

  /** Returns what is said of a user. */
  Optional<Entry> entry(String user) {
    return Optional.ofNullable(entries.get(user));
  }

  /**
   * Returns the state of a password of which the table of users says that it is here: none where
   * there is no line; null where the file could not be read.
   */
  @Nullable PasswordState password(String user) {
    Entry entry = entries.get(user);
    if (entry != null) {
      return entry.password();
    }
    return isKnown ? PasswordState.NONE : null;
  }
}
