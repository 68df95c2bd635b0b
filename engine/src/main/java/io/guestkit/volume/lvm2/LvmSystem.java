package io.guestkit.volume.lvm2;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.ReadSession;
import io.guestkit.report.Problem;
import io.guestkit.report.VolumeGroupInfo;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystem;
import io.guestkit.volume.lvm2.map.FailingSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Disks, partitions and other volumes that are physical volumes of LVM2. */
public final class LvmSystem implements VolumeSystem {

  /** The type of the volumes that a group gives. */
  static final String LOGICAL = "lvm";

  @Override
  public String name() {
    return "LVM2_member";
  }

  @Override
  public boolean matches(Volume volume) throws IOException {
    if (volume.source() instanceof FailingSource) {
      return false;
    }
    try {
      return PhysicalVolumeLabel.isOn(volume.source());
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      if (volume.type().equals(LOGICAL)) {
        return false; // in part on what is not there: whoever reads on says so
      }
      throw e;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A volume whose label cannot be read stays a volume, with a problem that says why.
   */
  @Override
  public VolumeLayout open(List<Volume> members) throws IOException {
    List<Problem> problems = new ArrayList<>();
    List<Volume> volumes = new ArrayList<>();
    List<Volume> opened = new ArrayList<>();
    List<Member> labelled = new ArrayList<>();
    MemberReader reader = new MemberReader(problems);
    for (Volume volume : members) {
      Optional<Member> member = reader.read(volume);
      if (member.isPresent()) {
        opened.add(volume);
        labelled.add(member.get());
      } else {
        volumes.add(volume);
      }
    }
    List<VolumeGroupInfo> groups = new ArrayList<>();
    ReadSession session = members.getFirst().source().session();
    for (Group group : GroupAssembly.assemble(labelled, problems)) {
      groups.add(new GroupLayout(group, session, problems).addTo(volumes));
    }
    return new VolumeLayout(List.of(), groups, volumes, opened, problems);
  }
}
