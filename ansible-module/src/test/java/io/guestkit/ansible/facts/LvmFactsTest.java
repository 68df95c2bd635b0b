package io.guestkit.ansible.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.report.Inspection;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ansible_lvm} against what LVM prints where setup asks it. */
class LvmFactsTest {
  /** Sizes that end in 5 after the second digit, in both directions, and names with hyphens. */
  private static final String SCRIPT =
      """
      cd '@FOLDER@'; truncate -s 300M d0; truncate -s 1500M d1
      export LVM_SUPPRESS_FD_WARNINGS=1
      dev=$(mktemp -d); loops=()
      trap 'for l in "${loops[@]}"; do losetup -d $l; done; rm -r "$dev"' EXIT
      for d in d0 d1; do l=$(losetup -f --show $d); loops+=($l); ln -s $l $dev/$d; done
      lvm() { command lvm "$@" --config "devices{dir=\\"$dev\\" scan=[\\"$dev\\"] use_devicesfile=0 sysfs_scan=0
        md_component_detection=0 multipath_component_detection=0} backup{backup=0 archive=0}
        global{activation=0 locking_dir=\\"$dev\\" use_lvmpolld=0 use_lvmlockd=0 system_id_source=none}
        activation{udev_sync=0 udev_rules=0 monitoring=0}" 2> /dev/null; }
      lvm vgcreate -y v-g $dev/d0 $dev/d1 > /dev/null
      for size in 128 132 640; do lvm lvcreate -y -an -Zn -Wn -L ${size}M -n l-$size v-g > /dev/null; done
      for what in vgs lvs pvs; do
        lvm $what --noheadings --nosuffix --units g --separator , | sed "s|$dev/d0|/dev/sda|; s|$dev/d1|/dev/sdb|"
        echo =
      done
      """;

  @TempDir Path folder;

  @Test
  void groupsAndVolumesAreThoseOfLvm() throws IOException {
    Tool.require("lvm", "losetup");
    Tool.requireThat("root".equals(System.getProperty("user.name")), "loop devices need root");
    Tool.requireThat(Files.exists(Path.of("/dev/loop-control")), "there are no loop devices");
    String[] truth = Tool.shell(SCRIPT.replace("@FOLDER@", folder.toString())).split("=\n", -1);

    Map<String, Object> facts = new LinkedHashMap<>();
    try (GuestKit kit = GuestKit.create()) {
      Inspection inspection =
          kit.inspect(
                  Machine.of(folder.resolve("d0"), folder.resolve("d1")),
                  new InspectOptions(SetupFacts.NEEDED, false, InspectOptions.DEFAULT_TIMEOUT))
              .inspection();
      LvmFacts.add(facts, inspection.volumeGroups());
    }
    Map<?, ?> lvm = (Map<?, ?>) Objects.requireNonNull(facts.get("ansible_lvm"));
    // As module_utils/facts/hardware/linux.py takes them from the lines.
    assertThat(lvm.get("vgs"))
        .isEqualTo(rows(truth[0], Map.of("num_pvs", 1, "num_lvs", 2, "size_g", 5, "free_g", 6)));
    assertThat(lvm.get("lvs")).isEqualTo(rows(truth[1], Map.of("vg", 1, "size_g", 3)));
    assertThat(lvm.get("pvs")).isEqualTo(rows(truth[2], Map.of("vg", 1, "size_g", 4, "free_g", 5)));
    assertThat(String.valueOf(lvm.get("lvs"))).contains("l-128", "l-132", "l-640");
  }

  private static Map<String, Map<String, String>> rows(String lines, Map<String, Integer> columns) {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    for (String line : lines.strip().lines().toList()) {
      List<String> items = List.of(line.strip().split(",", -1));
      Map<String, String> row = new TreeMap<>();
      columns.forEach((name, index) -> row.put(name, items.get(index)));
      rows.put(items.getFirst(), row);
    }
    return rows;
  }
}
