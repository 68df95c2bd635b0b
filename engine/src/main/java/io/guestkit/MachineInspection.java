package io.guestkit;

import io.guestkit.block.HostReads;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.Filesystems;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.guest.GuestRoot;
import io.guestkit.guest.GuestRoots;
import io.guestkit.inspect.Facts;
import io.guestkit.inspect.GuestInspector;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.VolumeGroupInfo;
import io.guestkit.report.VolumeInfo;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One inspection from the disks to the report; what was found stands when the budget ends. */
final class MachineInspection {
  /** Where filesystems have their superblock: most in the first 4 KiB, Btrfs at 64 KiB. */
  private static final int[] SUPERBLOCKS_AT = {0, 64 << 10};

  private static final int SUPERBLOCK_BYTES = 4096;

  private final MachineDisks disks;
  private final Facts facts;
  private final boolean withEvidence;
  private final HostReads reads;
  private final List<PartitionTableInfo> partitionTables = new ArrayList<>();
  private final List<VolumeGroupInfo> volumeGroups = new ArrayList<>();
  private final List<VolumeInfo> volumes = new ArrayList<>();
  private final List<FilesystemInfo> filesystems = new ArrayList<>();
  private final List<OperatingSystem> systems = new ArrayList<>();
  private final InspectionNotes notes;

  /**
   * Makes an inspection.
   *
   * @param reads what is read of the host, noted until the superblocks are read
   */
  MachineInspection(MachineDisks disks, Facts facts, boolean withEvidence, HostReads reads) {
    this.reads = reads;
    this.disks = disks;
    this.facts = facts;
    this.withEvidence = withEvidence;
    this.notes = new InspectionNotes(disks.images().getFirst().session().budget());
  }

  Inspection run() throws IOException {
    try {
      scan();
    } catch (LimitExceededException e) {
      notes.problem(e.problem(null, null));
    }
    return new Inspection(
        Inspection.SCHEMA_VERSION,
        facts.includes("disks") ? disks.infos() : List.of(),
        partitionTables,
        volumeGroups,
        volumes,
        filesystems,
        systems,
        facts.names(),
        notes.problems(),
        withEvidence ? notes.evidence() : List.of());
  }

  private void scan() throws IOException {
    VolumeLayout layout = VolumeSystems.scan(disks.volumes());
    readSuperblocks(layout.volumes());
    layout.problems().forEach(notes::problem);
    if (facts.includes("partition_tables")) {
      partitionTables.addAll(layout.partitionTables());
    }
    if (facts.includes("volume_groups")) {
      volumeGroups.addAll(layout.volumeGroups());
    }
    for (Volume member : layout.members()) {
      add(Filesystems.member(member, Optional.empty()));
    }
    List<VolumeContent> contents = new ArrayList<>();
    Filesystems.open(
        layout.volumes(),
        content -> {
          contents.add(content);
          add(content);
        });
    List<Problem> mounting = new ArrayList<>();
    List<GuestRoot> guests = GuestRoots.assemble(contents, mounting);
    mounting.forEach(notes::problem);
    for (GuestRoot guest : guests) {
      inspect(guest);
    }
  }

  /** Reads what a guest changes when it writes, as the last that is noted of the image. */
  private void readSuperblocks(List<Volume> volumes) throws LimitExceededException {
    ByteBuffer superblock = ByteBuffer.allocate(SUPERBLOCK_BYTES);
    for (Volume volume : volumes) {
      for (int offset : SUPERBLOCKS_AT) {
        try {
          if (volume.source().size() >= offset + SUPERBLOCK_BYTES) {
            volume.source().readFully(offset, superblock.clear());
          }
        } catch (LimitExceededException e) {
          throw e;
        } catch (IOException e) {
          // Said when the filesystem is looked for.
        }
      }
    }
    reads.end();
  }

  private void add(VolumeContent content) {
    content.problems().forEach(notes::problem);
    if (facts.includes("filesystems")) {
      content.info().ifPresent(filesystems::add);
    }
    if (facts.includes("volumes")) {
      volumes.add(
          new VolumeInfo(
              content.volume().device(),
              content.volume().type(),
              content.volume().source().size(),
              content.info().map(FilesystemInfo::type).orElse(null)));
    }
  }

  private void inspect(GuestRoot guest) throws IOException {
    try {
      GuestInspector.inspect(guest, facts, notes).ifPresent(systems::add);
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      notes.problem(e.problem(guest.device(), null));
    }
  }
}
