package io.guestkit.volume;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.VolumeGroupInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The worklist of one scan. Each volume is offered to each system once; a system is asked when the
 * earlier ones have nothing left to open, so that it sees all its members together.
 */
final class VolumeScan {
  /** 8: partition, LUKS, LVM, MD and a table inside make five. */
  private static final int MAX_DEPTH = 8;

  private final Map<String, Integer> order = new HashMap<>();
  private final List<VolumeSystem> systems;
  private final List<Set<Volume>> offered = new ArrayList<>();
  private final IdentityHashMap<Volume, Integer> depths = new IdentityHashMap<>();
  private final List<PartitionTableInfo> tables = new ArrayList<>();
  private final List<VolumeGroupInfo> groups = new ArrayList<>();
  private final List<Volume> members = new ArrayList<>();

  /** A set, as several systems may fail on the same bytes. */
  private final Set<Problem> problems = new LinkedHashSet<>();

  private List<Volume> volumes;

  VolumeScan(List<Volume> disks, List<VolumeSystem> systems) {
    for (Volume disk : disks) {
      order.put(disk.device(), order.size());
    }
    this.systems = systems;
    this.volumes = disks;
    for (int i = 0; i < systems.size(); i++) {
      offered.add(identitySet());
    }
  }

  VolumeLayout run() throws IOException {
    int index = 0;
    while (index < systems.size()) {
      List<Volume> members = matching(index);
      if (members.isEmpty()) {
        index++;
      } else {
        open(systems.get(index), members);
        index = 0;
      }
    }
    tables.sort((a, b) -> Integer.compare(order(a), order(b)));
    return new VolumeLayout(tables, groups, volumes, members, List.copyOf(problems));
  }

  /** Returns the place of a table's disk; what is not on a disk comes after the disks. */
  private int order(PartitionTableInfo table) {
    return order.getOrDefault(table.device(), order.size());
  }

  private List<Volume> matching(int index) throws IOException {
    List<Volume> members = new ArrayList<>();
    for (Volume volume : volumes) {
      if (offered.get(index).add(volume) && matches(systems.get(index), volume)) {
        members.add(volume);
      }
    }
    return members;
  }

  private boolean matches(VolumeSystem system, Volume volume) throws IOException {
    try {
      return system.matches(volume);
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      problems.add(e.problem(volume.device(), null));
      return false;
    }
  }

  private void open(VolumeSystem system, List<Volume> members) throws IOException {
    int depth = 1;
    for (Volume member : members) {
      depth = Math.max(depth, depths.getOrDefault(member, 0) + 1);
    }
    String device = members.getFirst().device();
    if (depth > MAX_DEPTH) {
      problems.add(
          new Problem(
              "limit",
              device,
              null,
              "volumes inside volumes are read %d deep, not deeper".formatted(MAX_DEPTH)));
      return;
    }
    try {
      replace(members, system.open(members), depth);
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      problems.add(e.problem(device, null));
    }
  }

  /** Puts partitions where their disk was, and what has no such place at the end. */
  private void replace(List<Volume> opened, VolumeLayout layout, int depth) {
    tables.addAll(layout.partitionTables());
    groups.addAll(layout.volumeGroups());
    members.addAll(layout.members());
    problems.addAll(layout.problems());
    Set<Volume> gone = identitySet();
    gone.addAll(opened);
    List<Volume> rest = new ArrayList<>(layout.volumes());
    List<Volume> next = new ArrayList<>();
    for (Volume volume : volumes) {
      if (gone.contains(volume)) {
        rest.removeIf(found -> isOn(volume, found) && next.add(found));
      } else {
        next.add(volume);
      }
    }
    next.addAll(rest);
    for (Volume found : layout.volumes()) {
      depths.putIfAbsent(found, depth);
    }
    volumes = next;
  }

  @SuppressWarnings("ReferenceEquality") // a system may leave a member in its answer
  private static boolean isOn(Volume member, Volume found) {
    PartitionInfo partition = found.partition();
    return found == member
        || (partition != null
            && found.device().equals(PartitionTables.device(member.device(), partition.number())));
  }

  private static Set<Volume> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
