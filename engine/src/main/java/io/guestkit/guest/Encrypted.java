package io.guestkit.guest;

import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.guest.device.Devices;
import io.guestkit.guest.table.CrypttabLine;
import io.guestkit.report.CrypttabEntry;
import io.guestkit.report.FilesystemInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a device is not there: it is made of volumes that are encrypted, or of a RAID array. */
final class Encrypted {
  private static final String MAPPER = "/dev/mapper/";

  private final List<VolumeContent> contents;
  private final List<CrypttabLine> lines;
  private final Devices devices;

  Encrypted(List<VolumeContent> contents, List<CrypttabLine> lines, Devices devices) {
    this.contents = contents;
    this.lines = List.copyOf(lines);
    this.devices = devices;
  }

  /**
   * A kind of problem, and the end of the sentence that says it.
   *
   * @param kind as in a problem
   * @param device the volume that it is about
   * @param sentence what stands after "and"
   */
  record Reason(String kind, Optional<String> device, String sentence) {}

  /** Returns why a device that no volume is may not be there, as far as the disks tell. */
  Optional<Reason> reason(String spec) {
    for (CrypttabLine line : lines) {
      if (spec.equals(MAPPER + line.name())) {
        return Optional.of(reason(line));
      }
    }
    if (!Devices.isPartition(spec)) {
      Optional<String> locked = first("crypto");
      if (locked.isPresent()) {
        return Optional.of(
            new Reason(
                "locked",
                locked,
                "no volume is that; it may be inside %s, which is locked: it is encrypted"
                    .formatted(locked.get())));
      }
      Optional<String> member = first("raid");
      if (spec.startsWith("/dev/md") && member.isPresent()) {
        return Optional.of(
            new Reason(
                "unsupported",
                member,
                "that is a RAID array, of which %s is a part and which is not read"
                    .formatted(member.get())));
      }
    }
    return Optional.empty();
  }

  private Reason reason(CrypttabLine line) {
    Optional<VolumeContent> content = devices.find(line.spec());
    if (content.isEmpty()) {
      return new Reason(
          "missing",
          Optional.empty(),
          "crypttab makes that of %s, and no volume of the given disks is that"
              .formatted(FileName.display(line.spec())));
    }
    String volume = content.get().volume().device();
    return new Reason(
        "locked",
        Optional.of(volume),
        "that is what " + volume + " holds, which is locked: it is encrypted");
  }

  /** Returns whether a device is made anew at each start, with a random key. */
  boolean isMadeAtBoot(String spec) {
    for (CrypttabLine line : lines) {
      if (spec.equals(MAPPER + line.name())) {
        return isMadeAtBoot(line);
      }
    }
    return false;
  }

  private static boolean isMadeAtBoot(CrypttabLine line) {
    String key = String.valueOf(line.keyFile());
    return key.equals("/dev/urandom") || key.equals("/dev/random") || key.equals("/dev/hw_random");
  }

  private Optional<String> first(String usage) {
    for (VolumeContent content : contents) {
      Optional<FilesystemInfo> info = content.info();
      if (content.filesystem().isEmpty() && info.isPresent() && info.get().usage().equals(usage)) {
        return Optional.of(content.volume().device());
      }
    }
    return Optional.empty();
  }

  /** Returns the lines for a report. */
  List<CrypttabEntry> entries() {
    List<CrypttabEntry> entries = new ArrayList<>(lines.size());
    for (CrypttabLine line : lines) {
      Optional<VolumeContent> content = devices.find(line.spec());
      entries.add(line.entry(content.map(found -> found.volume().device()).orElse(null)));
    }
    return entries;
  }
}
