package io.guestkit.volume.lvm2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * LVM's own commands on images, without device-mapper: they write and show metadata, and no volume
 * becomes active.
 */
final class LvmHost {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  LvmHost(Path folder) {
    this.folder = folder;
  }

  /** Skips the test where LVM cannot be run on loop devices. */
  static void require() {
    Tool.require("lvm", "losetup");
    Tool.requireThat("root".equals(System.getProperty("user.name")), "loop devices need root");
    Tool.requireThat(Files.exists(Path.of("/dev/loop-control")), "there are no loop devices");
  }

  /** Makes empty disks, named {@code d0} and so on. */
  List<Path> disks(int count, String size) {
    List<Path> disks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path disk = folder.resolve("d" + i);
      Tool.shell("truncate -s %s '%s'".formatted(size, disk));
      disks.add(disk);
    }
    return disks;
  }

  /**
   * Runs a script that has the devices of images in {@code $d0}, {@code $d1} and so on, by place,
   * and all of them in {@code $all}, and returns what it prints.
   */
  String run(List<Path> images, String script) {
    StringBuilder setUp = new StringBuilder();
    for (int i = 0; i < images.size(); i++) {
      setUp.append(
          "l=$(losetup -f --show '%s'); loops+=($l); d%d=$dev/d%d; ln -s $l $d%d; all+=\" $d%d\"\n"
              .formatted(images.get(i), i, i, i, i));
    }
    return Tool.shell(
        """
        export LVM_SUPPRESS_FD_WARNINGS=1
        dev=$(mktemp -d); loops=(); all=
        trap 'for l in "${loops[@]}"; do losetup -d $l; done; rm -r "$dev"' EXIT
        lvm() { command lvm "$@" --config "devices{dir=\\"$dev\\" scan=[\\"$dev\\"] use_devicesfile=0 sysfs_scan=0
          md_component_detection=0 multipath_component_detection=0} backup{backup=0 archive=0}
          global{activation=0 locking_dir=\\"$dev\\" use_lvmpolld=0 use_lvmlockd=0 system_id_source=none}
          activation{udev_sync=0 udev_rules=0 monitoring=0}"; }
        lv() { lvm lvcreate -y -an -Zn -Wn "$@" >&2; }
        %s
        %s
        """
            .formatted(setUp, script));
  }

  /**
   * Returns what LVM shows of groups, volumes and segments, as {@code vg}, {@code pv}, {@code lv}.
   */
  Truth truth(List<Path> images) {
    String printed =
        run(
            images,
            """
            for what in "vgs -o all" "pvs -o all,vg_name" "lvs -a -o lv_all,seg_all,vg_name,vg_extent_size"; do
              lvm $what --foreign --units b --reportformat json
            done\
            """);
    try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(printed)) {
      return new Truth(
          rows(values.nextValue(), "vg"),
          rows(values.nextValue(), "pv"),
          rows(values.nextValue(), "lv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> rows(JsonNode printed, String name) {
    List<JsonNode> rows = new ArrayList<>();
    printed.get("report").get(0).get(name).forEach(rows::add);
    return rows;
  }

  /**
   * What LVM shows.
   *
   * @param lvs a row per segment
   */
  record Truth(List<JsonNode> vgs, List<JsonNode> pvs, List<JsonNode> lvs) {

    /** Returns the rows of the segments of a logical volume, in their order. */
    List<JsonNode> segments(String group, String volume) {
      List<JsonNode> rows = new ArrayList<>();
      for (JsonNode row : lvs) {
        if (text(row, "vg_name").equals(group) && bare(text(row, "lv_name")).equals(volume)) {
          rows.add(row);
        }
      }
      rows.sort((a, b) -> Long.compare(number(a, "seg_start_pe"), number(b, "seg_start_pe")));
      return rows;
    }
  }

  /** Returns a field as text. */
  static String text(JsonNode row, String field) {
    return row.get(field).asText();
  }

  /** Returns a field as a number, without the unit. */
  static long number(JsonNode row, String field) {
    return Long.parseLong(text(row, field).replace("B", ""));
  }

  /** Returns a name without the brackets of a hidden volume. */
  static String bare(String name) {
    return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
  }
}
