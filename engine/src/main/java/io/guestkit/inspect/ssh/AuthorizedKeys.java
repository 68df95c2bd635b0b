package io.guestkit.inspect.ssh;

import io.guestkit.inspect.BadLines;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.TextLines;
import io.guestkit.report.AuthorizedKey;
import io.guestkit.report.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that let users in, from the files that sshd looks in. */
public final class AuthorizedKeys {
  /** 1 MiB: some thousand keys. */
  private static final int MAX_BYTES = 1 << 20;

  /** 10,000: files that the users' keys are looked for in. */
  private static final int MAX_FILES = 10_000;

  /** 100,000: keys of all users together. */
  private static final int MAX_KEYS = 100_000;

  private final FactFiles files;
  private final Map<String, List<SshKeyLine>> read = new HashMap<>();
  private final List<AuthorizedKey> keys = new ArrayList<>();

  private AuthorizedKeys(FactFiles files) {
    this.files = files;
  }

  /** Returns the keys, user by user. */
  public static List<AuthorizedKey> read(FactFiles files, List<User> users) throws IOException {
    AuthorizedKeys keys = new AuthorizedKeys(files);
    List<String> patterns = keys.patterns();
    for (User user : users) {
      for (String pattern : patterns) {
        String path = path(pattern, user);
        if (!keys.read.containsKey(path) && keys.read.size() == MAX_FILES) {
          files.limit("/etc/passwd", "keys are looked for in %d files".formatted(MAX_FILES));
          return keys.keys;
        }
        keys.add(user, path);
        if (keys.keys.size() > MAX_KEYS) {
          files.limit(path, "more than %d keys".formatted(MAX_KEYS));
          return keys.keys.subList(0, MAX_KEYS);
        }
      }
    }
    return keys.keys;
  }

  private List<String> patterns() throws IOException {
    List<String> defaults = List.of(".ssh/authorized_keys", ".ssh/authorized_keys2");
    SshdConfig config = SshdConfig.read(files);
    List<String> patterns = List.of();
    for (SshdConfig.Directive directive : config.directives()) {
      if (directive.keyword().equals("authorizedkeysfile")) {
        if (!directive.isActive()) {
          files.unsupported(
              directive.path(), "the AuthorizedKeysFile of a Match block is not looked in");
        } else if (patterns.isEmpty()) {
          patterns = directive.words();
        }
      }
    }
    if (patterns.size() == 1 && patterns.getFirst().equalsIgnoreCase("none")) {
      return List.of();
    }
    return patterns.isEmpty() ? defaults : patterns;
  }

  /** Returns a pattern with its tokens replaced; what is relative is in the user's home. */
  private static String path(String pattern, User user) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      char token = c == '%' && i + 1 < pattern.length() ? pattern.charAt(i + 1) : 0;
      switch (token) {
        case '%' -> path.append('%');
        case 'h' -> path.append(user.home());
        case 'u' -> path.append(user.name());
        case 'U' -> path.append(user.uid());
        default -> path.append(c);
      }
      i += token == '%' || token == 'h' || token == 'u' || token == 'U' ? 1 : 0;
    }
    return !path.isEmpty() && path.charAt(0) == '/' ? path.toString() : user.home() + "/" + path;
  }

  private void add(User user, String path) throws IOException {
    List<SshKeyLine> lines = read.get(path);
    if (lines == null) {
      lines = path.startsWith("/") ? lines(path) : List.of();
      read.put(path, lines);
    }
    for (SshKeyLine line : lines) {
      keys.add(
          new AuthorizedKey(
              user.name(),
              line.key().type(),
              line.key().fingerprint(),
              line.key().bits(),
              line.comment(),
              line.options(),
              path));
    }
  }

  private List<SshKeyLine> lines(String path) throws IOException {
    Optional<byte[]> bytes = files.bytes(path, MAX_BYTES);
    if (bytes.isEmpty()) {
      return List.of();
    }
    List<SshKeyLine> keys = new ArrayList<>();
    BadLines bad = new BadLines();
    TextLines lines = new TextLines(new String(bytes.get(), StandardCharsets.UTF_8));
    while (lines.next()) {
      if (lines.isBlankOrComment()) {
        continue;
      }
      Optional<SshKeyLine> key = SshKeyLine.of(lines.line());
      if (key.isPresent()) {
        keys.add(key.get());
      } else {
        bad.add(lines.number());
      }
    }
    bad.report(files, path, "key");
    return keys;
  }
}
