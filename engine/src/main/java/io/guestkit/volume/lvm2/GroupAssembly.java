package io.guestkit.volume.lvm2;

import io.guestkit.report.Problem;
import io.guestkit.volume.Volume;
import io.guestkit.volume.lvm2.metadata.PhysicalVolume;
import io.guestkit.volume.lvm2.metadata.VolumeGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the groups of physical volumes: the newest metadata wins, wherever it lies. */
final class GroupAssembly {
  private final List<Problem> problems;

  /** The newest description of each group by its identifier, in the order of the members. */
  private final Map<String, VolumeGroup> groups = new LinkedHashMap<>();

  /** The member of each physical volume by its identifier. */
  private final Map<String, Member> members = new LinkedHashMap<>();

  private final Set<String> folders = new HashSet<>();

  private GroupAssembly(List<Problem> problems) {
    this.problems = problems;
  }

  static List<Group> assemble(List<Member> members, List<Problem> problems) {
    GroupAssembly assembly = new GroupAssembly(problems);
    for (Member member : members) {
      assembly.add(member);
    }
    List<Group> assembled = new ArrayList<>();
    for (VolumeGroup group : assembly.groups.values()) {
      assembled.add(assembly.group(group));
    }
    return assembled;
  }

  private void add(Member member) {
    Member other = members.get(member.id());
    if (other == null || member.seqno() > other.seqno()) {
      members.put(member.id(), member);
    }
    if (other != null) {
      Member used = member.seqno() > other.seqno() ? member : other;
      Member copy = member.seqno() > other.seqno() ? other : member;
      problems.add(
          corrupt(
              copy.device(),
              "%s is a copy of the physical volume on %s, which is used"
                  .formatted(copy.device(), used.device())));
    }
    VolumeGroup group = member.group();
    if (group != null) {
      VolumeGroup known = groups.get(group.id());
      if (known == null || group.seqno() > known.seqno()) {
        groups.put(group.id(), group);
      } else if (group.seqno() == known.seqno() && !group.equals(known)) {
        problems.add(
            corrupt(
                member.device(),
                "%s describes volume group %s otherwise than a disk before it, with the same sequence number %d; the first is read"
                    .formatted(member.device(), group.name(), group.seqno())));
      }
    }
  }

  private Group group(VolumeGroup metadata) {
    String folder = folder(metadata);
    Map<String, Volume> devices = new HashMap<>();
    for (PhysicalVolume physical : metadata.physicalVolumes().values()) {
      Member member = members.get(physical.id());
      if (member == null || !isClaimed(member, physical, metadata)) {
        problems.add(missing(folder, metadata, physical));
      } else {
        devices.put(physical.name(), member.volume());
        check(folder, metadata, physical, member);
      }
    }
    return new Group(metadata, folder, devices);
  }

  /** A physical volume that has gone to another group belongs to the one that it names itself. */
  private boolean isClaimed(Member member, PhysicalVolume physical, VolumeGroup group) {
    if (member.group() == null || member.group().id().equals(group.id())) {
      return true;
    }
    VolumeGroup own = groups.get(member.group().id());
    if (own != null) {
      for (PhysicalVolume other : own.physicalVolumes().values()) {
        if (other.id().equals(physical.id())) {
          return false;
        }
      }
    }
    return true;
  }

  private static Problem missing(String folder, VolumeGroup group, PhysicalVolume physical) {
    String last = physical.lastDevice();
    return new Problem(
        "missing",
        folder,
        null,
        "physical volume %s of volume group %s is missing%s"
            .formatted(
                physical.uuid(), group.name(), last == null ? "" : "; it was last on " + last));
  }

  private void check(String folder, VolumeGroup group, PhysicalVolume physical, Member member) {
    if (physical.isMissing()) {
      problems.add(
          new Problem(
              "missing",
              folder,
              null,
              "physical volume %s on %s was away when volume group %s was changed; what it holds may be old"
                  .formatted(physical.uuid(), member.device(), group.name())));
    }
    long end = physical.startBytes() + physical.extentCount() * group.extentBytes();
    if (end > member.volume().source().size()) {
      problems.add(
          corrupt(
              member.device(),
              "physical volume of %d bytes on %s, which has %d; read as far as that"
                  .formatted(end, member.device(), member.volume().source().size())));
    }
  }

  /** Returns the folder of a group's devices, which no other group has. */
  private String folder(VolumeGroup group) {
    String folder = "/dev/" + group.name();
    if (folders.add(folder)) {
      return folder;
    }
    String longer = folder + "-" + group.uuid();
    folders.add(longer);
    problems.add(
        corrupt(
            longer,
            "two volume groups are called %s; the logical volumes of the one with UUID %s are in %s"
                .formatted(group.name(), group.uuid(), longer)));
    return longer;
  }

  private static Problem corrupt(String device, String message) {
    return new Problem("corrupt", device, null, message);
  }
}
