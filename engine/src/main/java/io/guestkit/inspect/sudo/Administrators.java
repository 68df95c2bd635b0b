package io.guestkit.inspect.sudo;

import io.guestkit.block.LimitExceededException;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.Group;
import io.guestkit.report.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may run any command as root: number 0, and whom sudo or doas grants ALL as root on this host.
 * A later rule that takes a command away again takes the power. A rule for which sudo asks root's
 * own password ({@code targetpw}, {@code rootpw}, {@code runaspw}) gives none. Netgroups and groups
 * of directories are not known in the guest.
 */
public final class Administrators {
  /** 10,000,000: users that all rules together fit, and each 64 that they pass over. */
  private static final int MAX_MATCHES = 10_000_000;

  private final FactFiles files;
  private final Sudoers sudoers;
  private final List<Grant> doas;
  private final @Nullable String hostname;

  private Administrators(
      FactFiles files, Sudoers sudoers, List<Grant> doas, @Nullable String hostname) {
    this.files = files;
    this.sudoers = sudoers;
    this.doas = doas;
    this.hostname = hostname;
  }

  /** Reads the rules. */
  public static Administrators read(FactFiles files, @Nullable String hostname) throws IOException {
    return new Administrators(files, Sudoers.read(files, hostname), DoasConf.read(files), hostname);
  }

  /** Returns whether the rules name groups. */
  public boolean needGroups() {
    return nameGroups(sudoers.grants()) || nameGroups(doas);
  }

  private static boolean nameGroups(List<Grant> grants) {
    for (Grant grant : grants) {
      for (SudoItem user : grant.users()) {
        if (user.text().startsWith("%")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the users with the mark of those who are administrators. */
  public List<User> mark(List<User> users, List<Group> groups) throws LimitExceededException {
    Membership membership = new Membership(users, groups);
    BitSet marked = administrators(membership, sudoers.grants(), sudoers.defaults());
    marked.or(administrators(membership, doas, new SudoDefaults()));
    List<User> result = new ArrayList<>(users.size());
    for (int i = 0; i < users.size(); i++) {
      User user = users.get(i);
      result.add(marked.get(i) || user.uid() == 0 ? administrator(user) : user);
    }
    return result;
  }

  private static User administrator(User user) {
    return new User(
        user.name(),
        user.uid(),
        user.gid(),
        user.gecos(),
        user.home(),
        user.shell(),
        user.password(),
        user.passwordChangedAt(),
        user.expiresAt(),
        true);
  }

  private BitSet administrators(Membership users, List<Grant> grants, SudoDefaults defaults)
      throws LimitExceededException {
    BitSet marked = new BitSet();
    for (Grant grant : grants) {
      files.budget().check();
      Grant.Effect effect = grant.effect(defaults, hostname);
      if (effect != Grant.Effect.NONE) {
        BitSet fitting = fitting(users, grant);
        if (users.matches > MAX_MATCHES) {
          files.limit(grant.path(), "fits more than %d users".formatted(MAX_MATCHES));
          return marked;
        }
        if (effect == Grant.Effect.GIVES) {
          marked.or(fitting);
        } else {
          marked.andNot(fitting);
        }
      }
    }
    return marked;
  }

  private static BitSet fitting(Membership users, Grant grant) {
    BitSet fitting = new BitSet();
    for (SudoItem item : grant.users()) {
      if (users.matches > MAX_MATCHES) {
        break;
      }
      BitSet named = users.named(item.text());
      if (item.isNegated()) {
        fitting.andNot(named);
      } else {
        fitting.or(named);
      }
    }
    return fitting;
  }

  /** The places of users in their list by the words that sudoers has for them. */
  private static final class Membership {
    private final BitSet all = new BitSet();
    private final Map<String, List<Integer>> byWord = new HashMap<>();
    private final Map<Long, List<Integer>> byGroup = new HashMap<>();
    private final Map<String, Group> groups = new HashMap<>();
    private long matches;

    Membership(List<User> users, List<Group> groups) {
      for (int i = 0; i < users.size(); i++) {
        User user = users.get(i);
        all.set(i);
        add(user.name(), i);
        add("#" + user.uid(), i);
        byGroup.computeIfAbsent(user.gid(), gid -> new ArrayList<>()).add(i);
      }
      for (Group group : groups) {
        this.groups.putIfAbsent("%" + group.name(), group);
        this.groups.putIfAbsent("%#" + group.gid(), group);
      }
    }

    private void add(String word, int index) {
      byWord.computeIfAbsent(word, key -> new ArrayList<>(1)).add(index);
    }

    BitSet named(String word) {
      matches += 1 + all.length() / Long.SIZE;
      if (word.equals(SudoItem.ALL)) {
        return all;
      }
      BitSet named = new BitSet();
      mark(named, byWord.getOrDefault(word, List.of()));
      Group group = groups.get(word);
      if (group != null) {
        mark(named, byGroup.getOrDefault(group.gid(), List.of()));
        matches += group.members().size();
        for (String name : group.members()) {
          List<Integer> places = byWord.getOrDefault(name, List.of());
          if (!places.isEmpty()) {
            named.set(places.getFirst()); // of two users with one name the first is found
          }
        }
      }
      return named;
    }

    private void mark(BitSet named, List<Integer> places) {
      matches += places.size();
      places.forEach(named::set);
    }
  }
}
