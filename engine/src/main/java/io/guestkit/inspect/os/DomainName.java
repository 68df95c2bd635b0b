package io.guestkit.inspect.os;

import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fully qualified domain name, as hostname -f finds it without asking a server. Sources:
 * hostname(1), hosts(5).
 */
public final class DomainName {
  private DomainName() {}

  /** Returns the host name where it has a domain, or else the canonical name of /etc/hosts. */
  public static Optional<String> read(@Nullable String hostname, FactFiles files)
      throws IOException {
    if (hostname == null) {
      return Optional.empty();
    }
    if (hostname.indexOf('.') > 0) {
      return Optional.of(hostname);
    }
    Optional<String> hosts = files.text("/etc/hosts");
    return hosts.isEmpty() ? Optional.empty() : canonical(hosts.get(), hostname);
  }

  private static Optional<String> canonical(String hosts, String hostname) {
    int start = 0;
    while (start < hosts.length()) {
      int end = hosts.indexOf('\n', start);
      end = end < 0 ? hosts.length() : end;
      Optional<String> name = ofLine(words(hosts, start, end), hostname);
      if (name.isPresent()) {
        return name;
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  /** The canonical name is the first one, but some write the short name there. */
  private static Optional<String> ofLine(List<String> words, String hostname) {
    boolean own = false;
    for (int i = 1; i < words.size(); i++) {
      own |= words.get(i).equalsIgnoreCase(hostname);
    }
    if (!own) {
      return Optional.empty();
    }
    if (words.get(1).indexOf('.') > 0) {
      return Optional.of(words.get(1));
    }
    for (String word : words.subList(1, words.size())) {
      if (word.length() > hostname.length()
          && word.regionMatches(true, 0, hostname + ".", 0, hostname.length() + 1)) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  /** Returns the words between two places, up to a comment. */
  private static List<String> words(String text, int from, int to) {
    List<String> words = new ArrayList<>();
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || text.charAt(i) <= ' ' || text.charAt(i) == '#') {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        if (i < to && text.charAt(i) == '#') {
          return words;
        }
        start = i + 1;
      }
    }
    return words;
  }
}
