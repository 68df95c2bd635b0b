package io.guestkit.volume.lvm2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockSource;
import io.guestkit.block.MissingImageException;
import io.guestkit.report.LogicalVolumeInfo;
import io.guestkit.report.PhysicalVolumeInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.VolumeGroupInfo;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups that LVM's commands make, against what they show, field for field and byte for byte. */
class LvmToolTest {
  @TempDir Path folder;

  @BeforeAll
  static void tools() {
    LvmHost.require();
  }

  /**
   * A group to make.
   *
   * @param disks how many
   * @param size of each
   * @param script {@code lv} makes a volume, {@code lvm} is any command
   */
  record Case(String name, int disks, String size, String script) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "one disk",
            1,
            "16M",
            """
            lvm vgcreate vg $d0
            lv -n root -L 8M vg
            lv -n swap -l 1 vg\
            """),
        new Case("a group without volumes", 2, "8M", "lvm vgcreate -s 128k empty $all"),
        new Case(
            "many segments",
            3,
            "16M",
            """
            lvm vgcreate -s 64k vg $all
            for i in $(seq 12); do lv -n a$i -l $i vg; lv -n b$i -l 1 vg; done
            for i in 2 4 6 8 10; do lvm lvremove -y vg/a$i; done
            lv -n pieces -l 100 vg
            lvm lvextend -l +40 vg/pieces $d2; lvm lvextend -l +3 vg/pieces $d1; lvm lvextend -l +3 vg/pieces $d0
            lvm lvreduce -y -l -10 vg/a11\
            """),
        new Case(
            "stripes",
            4,
            "16M",
            """
            lvm vgcreate -s 256k vg $all
            lv -n two -i2 -I 4k -l 10 vg
            lv -n three -i3 -I 64k -l 9 vg
            lv -n four -i4 -I 256k -l 8 vg
            lv -n mixed -i2 -I 16k -l 6 vg
            lvm lvextend -i3 -I 128k -l +6 vg/mixed
            lvm lvextend -i1 -l +1 vg/mixed $d3\
            """),
        new Case(
            "raid0, zero and error",
            3,
            "8M",
            """
            lvm vgcreate -s 64k vg $all
            lv -n r0 --type raid0 -i3 -I 8k -l 12 vg
            lv -n two --type raid0 -i2 -I 64k -l 4 vg
            lv -n zeros --type zero -l 5 vg
            lv -n errors --type error -l 5 vg\
            """),
        new Case(
            "labels and areas of every kind",
            8,
            "16M",
            """
            lvm pvcreate --labelsector 0 $d0
            lvm pvcreate --labelsector 2 --pvmetadatacopies 2 $d1
            lvm pvcreate --labelsector 3 --pvmetadatacopies 0 $d2
            lvm pvcreate --bootloaderareasize 512k $d3
            lvm pvcreate --dataalignment 64k --dataalignmentoffset 7s $d4
            lvm pvcreate --metadataignore y $d5
            lvm pvcreate --metadatasize 4m --setphysicalvolumesize 12m $d6
            lvm pvcreate --pvmetadatacopies 0 --dataalignment 4k $d7
            lvm vgcreate -s 64k vg $all
            for d in $all; do lv -n lv${d##*/} -l 3 vg $d; done
            lv -n across -i8 -I 4k -l 16 vg\
            """),
        new Case(
            "names, tags, permissions",
            3,
            "8M",
            """
            lvm vgcreate -s 64k --addtag one --addtag two/three a-b $d0
            lv -n c--d -l 2 --addtag 'x=1' --addtag y+z a-b
            lv -n e.f+g_h -l 2 -pr a-b
            lv -n 1 -l 1 a-b
            lv -n x- -l 1 a-b
            lvm pvchange -xn --addtag disk $d0
            lvm vgcreate -s 64k still $d1
            lv -n lv -l 2 still
            lvm vgchange --alloc cling still
            lvm vgcreate -s 64k _a.+- $d2
            lv -n lv -l 1 _a.+-\
            """),
        new Case(
            "a group of another host",
            1,
            "8M",
            """
            lvm vgcreate -s 64k vg $d0
            lv -n lv -l 2 vg
            lvm vgchange -y --systemid other.example vg\
            """),
        new Case(
            "split, merged, reduced, renamed",
            4,
            "8M",
            """
            lvm vgcreate -s 64k vg $d0 $d1 $d2
            lv -n a -l 3 vg $d0; lv -n b -l 4 vg $d1; lv -n c -l 5 vg $d2
            lvm vgsplit vg other $d1
            lvm vgrename other second
            lvm lvrename vg/c renamed
            lvm vgextend vg $d3; lvm vgreduce vg $d3; lvm vgextend second $d3
            lv -n d -l 130 second
            lvm vgcreate -s 64k third $d3 2>&1 || true\
            """),
        new Case(
            "a ring buffer that has gone round",
            2,
            "8M",
            """
            lvm pvcreate --dataalignment 4k --metadatasize 32k $d0 $d1
            lvm vgcreate -s 64k vg $all
            lv -n lv -l 3 vg
            around=
            for i in $(seq 60); do
              lvm lvchange --addtag tag$i vg/lv
              set -- $(od -An -tu8 -j$((4096 + 32)) -N24 $d0)
              if [ $(($2 + $3)) -gt $1 ]; then around=yes; break; fi
            done
            [ $around ]\
            """),
        new Case(
            "a few thousand volumes",
            2,
            "64M",
            """
            lvm vgcreate -s 4k vg --metadatasize 8m $all
            lv -n first -l 1 vg
            lvm vgcfgbackup -f $dev/../cfg.$$ vg
            perl -i -0pe 's/(\\t\\tfirst \\{.*?\\n\\t\\t\\}\\n)/my $one = $1; my $all = "";
              for my $n (0..2999) { my $t = $one; my $p = $n * 2 + 1; $t =~ s!first!lv$n!; $t =~ s!"pv0", 0!"pv0", $p!;
                my $id = sprintf("%06d-aaaa-bbbb-cccc-dddd-eeee-ffffff", $n); $t =~ s!id = "[^"]*"!id = "$id"!; $all .= $t } $one . $all/se' $dev/../cfg.$$
            lvm vgcfgrestore -f $dev/../cfg.$$ vg; rm $dev/../cfg.$$\
            """));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithLvm(Case group) throws IOException {
    LvmHost host = new LvmHost(folder);
    List<Path> disks = host.disks(group.disks(), group.size());
    host.run(disks, group.script());
    LvmHost.Truth truth = host.truth(disks);
    LvmContent content = new LvmContent(disks, truth);
    content.fill();

    try (Opened opened = Opened.of(disks)) {
      VolumeLayout layout = opened.layout();
      assertThat(layout.problems()).isEmpty();
      assertThat(layout.members()).hasSize(group.disks());
      LvmReports.assertSame(layout.volumeGroups(), truth);
      assertThat(layout.volumes().stream().map(Volume::device))
          .containsExactlyElementsOf(devices(layout.volumeGroups()));
      for (VolumeGroupInfo info : layout.volumeGroups()) {
        for (LogicalVolumeInfo volume : info.logicalVolumes()) {
          if (volume.stripes() != null) {
            assertThat(opened.bytes(volume.device()))
                .as(volume.device())
                .isEqualTo(content.of(info.name(), volume.name()));
          }
        }
      }
    }
  }

  @Test
  void readsAnExportedGroup() throws IOException {
    LvmHost host = new LvmHost(folder);
    List<Path> disks = host.disks(1, "8M");
    host.run(disks, "lvm vgcreate -s 64k vg $d0; lv -n lv -l 2 vg");
    LvmHost.Truth truth = host.truth(disks); // of an exported group LVM shows no volumes
    LvmContent content = new LvmContent(disks, truth);
    content.fill();
    host.run(disks, "lvm vgexport vg");

    try (Opened opened = Opened.of(disks)) {
      assertThat(opened.group().exported()).isTrue();
      assertThat(opened.group().seqno())
          .isEqualTo(LvmHost.number(truth.vgs().getFirst(), "vg_seqno") + 1);
      assertThat(opened.bytes("/dev/vg/lv")).isEqualTo(content.of("vg", "lv"));
    }
  }

  @Test
  void readsWhatIsThereOfAGroupWithoutOneOfItsDisks() throws IOException {
    LvmHost host = new LvmHost(folder);
    List<Path> disks = host.disks(3, "8M");
    host.run(
        disks,
        """
        lvm vgcreate -s 64k vg $all
        lv -n here -l 2 vg $d0
        lv -n gone -l 2 vg $d2
        lv -n both -l 2 vg $d0; lvm lvextend -l +2 vg/both $d2; lvm lvextend -l +1 vg/both $d1
        lv -n striped -i2 -I 4k -l 4 vg $d0 $d2\
        """);
    LvmHost.Truth whole = host.truth(disks);
    LvmContent content = new LvmContent(disks, whole);
    content.fill();
    byte[] both = content.of("vg", "both");
    List<Path> left = disks.subList(0, 2);

    try (Opened opened = Opened.of(left)) {
      LvmReports.assertSame(opened.layout().volumeGroups(), host.truth(left));
      PhysicalVolumeInfo missing = opened.group().physicalVolumes().get(2);
      assertThat(missing.device()).isNull();
      assertThat(missing.lastDevice()).endsWith("d2");
      assertThat(opened.layout().problems())
          .singleElement()
          .isEqualTo(
              new Problem(
                  "missing",
                  "/dev/vg",
                  null,
                  "physical volume %s of volume group vg is missing; it was last on %s"
                      .formatted(missing.uuid(), missing.lastDevice())));
      assertThat(opened.bytes("/dev/vg/here")).isEqualTo(content.of("vg", "here"));
      BlockSource partial = opened.source("/dev/vg/both");
      assertThat(partial.readBytes(0, 131072)).isEqualTo(Arrays.copyOf(both, 131072));
      assertThat(partial.readBytes(262144, 65536))
          .isEqualTo(Arrays.copyOfRange(both, 262144, 327680));
      for (BlockSource source :
          List.of(partial, opened.source("/dev/vg/gone"), opened.source("/dev/vg/striped"))) {
        assertThatExceptionOfType(MissingImageException.class)
            .isThrownBy(() -> source.readBytes(0, (int) source.size()))
            .withMessage(
                "%s lies on physical volume %s, which is missing"
                    .formatted(source.name(), missing.uuid()));
      }
      assertThat(opened.group().logicalVolumes())
          .extracting(volume -> volume.name() + " " + volume.readable() + " " + volume.health())
          .containsExactly(
              "both true partial", "gone false partial", "here true null", "striped true partial");
    }
  }

  private static List<String> devices(List<VolumeGroupInfo> groups) {
    List<String> devices = new ArrayList<>();
    for (VolumeGroupInfo group : groups) {
      for (LogicalVolumeInfo volume : group.logicalVolumes()) {
        devices.add(volume.device());
        assertThat(volume.device()).isEqualTo("/dev/" + group.name() + "/" + volume.name());
      }
    }
    return devices;
  }
}
