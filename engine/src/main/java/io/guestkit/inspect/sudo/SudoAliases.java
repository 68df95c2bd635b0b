package io.guestkit.inspect.sudo;

import io.guestkit.inspect.sudo.SudoersEntry.Alias;
import io.guestkit.inspect.sudo.SudoersEntry.AliasKind;
import io.guestkit.inspect.sudo.SudoersEntry.Aliases;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The aliases of sudoers; a name that is none stands for itself, one inside itself for nothing. */
final class SudoAliases {
  /** 100,000: members of all lists together; aliases of aliases could make 2^n of n. */
  static final int MAX_MEMBERS = 100_000;

  /** 256: aliases inside each other; bounds the recursion. */
  private static final int MAX_DEPTH = 256;

  private final Map<AliasKind, Map<String, List<SudoItem>>> aliases =
      new EnumMap<>(AliasKind.class);
  private int members;

  /** Adds aliases; of two with one name the first counts, sudo refuses the second. */
  void add(Aliases entry) {
    Map<String, List<SudoItem>> names =
        aliases.computeIfAbsent(entry.kind(), kind -> new HashMap<>());
    for (Alias alias : entry.names()) {
      names.putIfAbsent(alias.name(), alias.items());
    }
  }

  /** Returns whether so many members were resolved that some were left out. */
  boolean isExhausted() {
    return members > MAX_MEMBERS;
  }

  /** Returns a list with its aliases resolved. */
  List<SudoItem> resolve(AliasKind kind, List<SudoItem> items) {
    List<SudoItem> resolved = new ArrayList<>();
    resolve(aliases.getOrDefault(kind, Map.of()), items, false, new HashSet<>(), resolved);
    return resolved;
  }

  private void resolve(
      Map<String, List<SudoItem>> names,
      List<SudoItem> items,
      boolean isNegated,
      Set<String> open,
      List<SudoItem> resolved) {
    for (SudoItem item : items) {
      members++;
      if (isExhausted()) {
        return;
      }
      List<SudoItem> list = names.get(item.text());
      if (list == null) {
        resolved.add(item.under(isNegated));
      } else if (open.size() < MAX_DEPTH && open.add(item.text())) {
        resolve(names, list, item.isNegated() != isNegated, open, resolved);
        open.remove(item.text());
      }
    }
  }
}
