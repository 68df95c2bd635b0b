package io.guestkit.report;

import java.util.List;

/** What is inside a machine: the report. */
public record Inspection(
    @Component(
            "Version of this structure; counts up only when something is removed or changes meaning.")
        int schemaVersion,
    @Component("The disks, in the order in which they were given.") List<DiskInfo> disks,
    @Component("The partition tables.") List<PartitionTableInfo> partitionTables,
    @Component("The volume groups of LVM.") List<VolumeGroupInfo> volumeGroups,
    @Component(
            "The volumes that can hold a filesystem: partitions, disks without a partition table, logical volumes.")
        List<VolumeInfo> volumes,
    @Component(
            "What the volumes hold: filesystems, swap, and members of other storage, whether it is read or only recognised.")
        List<FilesystemInfo> filesystems,
    @Component("The operating systems.") List<OperatingSystem> operatingSystems,
    @Component(
            "The facts that were read; an empty list of another component is only then an answer.")
        List<String> facts,
    @Component("What could not be read, and why.") List<Problem> problems,
    @Component("The files that the facts come from, where it was asked for.")
        List<Evidence> evidence) {
  /** Copies the lists. */
  public Inspection {
    disks = List.copyOf(disks);
    partitionTables = List.copyOf(partitionTables);
    volumeGroups = List.copyOf(volumeGroups);
    volumes = List.copyOf(volumes);
    filesystems = List.copyOf(filesystems);
    operatingSystems = List.copyOf(operatingSystems);
    facts = List.copyOf(facts);
    problems = List.copyOf(problems);
    evidence = List.copyOf(evidence);
  }

  /** Returns the report with other problems. */
  public Inspection withProblems(List<Problem> others) {
    return new Inspection(
        schemaVersion,
        disks,
        partitionTables,
        volumeGroups,
        volumes,
        filesystems,
        operatingSystems,
        facts,
        others,
        evidence);
  }

  /** The version of the structure that these records make. */
  public static final int SCHEMA_VERSION = 1;
}
