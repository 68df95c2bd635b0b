package io.guestkit.report;

import java.util.List;

/** A group. */
public record Group(
    @Component("Name.") String name,
    @Component("Group number.") long gid,
    @Component("Members by name.") List<String> members) {
  /** Copies the lists. */
  public Group {
    members = List.copyOf(members);
  }
}
