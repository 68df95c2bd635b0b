package io.guestkit.guest;

import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.PartitionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the first field of fstab(5) stands for. Tags are compared as blkid does; disks are taken in
 * order, so that /dev/vda2, /dev/hda2, /dev/xvda2, /dev/nvme0n1p2 and /dev/mmcblk0p2 are all
 * /dev/sda2 here.
 */
final class Devices {
  private static final String BY = "/dev/disk/by-";
  private static final String MAPPER_NAME = BY + "id/dm-name-";
  private static final String MAPPER_ID = BY + "id/dm-uuid-";

  private final List<VolumeContent> contents;

  Devices(List<VolumeContent> contents) {
    this.contents = contents;
  }

  /**
   * Returns the volume of a device field. Of several with one identifier (a copy on another disk)
   * it is the root itself, else one on the root's disk, else the first.
   *
   * @param root device of the root filesystem
   */
  Optional<VolumeContent> find(String spec, String root) {
    List<VolumeContent> found = new ArrayList<>();
    Predicate<VolumeContent> wanted = wanted(spec);
    for (VolumeContent content : contents) {
      if (wanted.test(content)) {
        found.add(content);
      }
    }
    String disk = disk(root);
    return first(found, content -> content.volume().device().equals(root))
        .or(() -> first(found, content -> disk(content.volume().device()).equals(disk)))
        .or(() -> first(found, content -> true))
        .map(this::owner);
  }

  /** Returns the volume by which a filesystem of several is reached. */
  private VolumeContent owner(VolumeContent content) {
    return content
        .owner()
        .flatMap(device -> first(contents, other -> other.volume().device().equals(device)))
        .orElse(content);
  }

  /** Returns whether a field names a device of this machine at all, and not a share or a pool. */
  static boolean isLocal(String spec) {
    return spec.startsWith("/dev/") || tag(spec) > 0;
  }

  private static Optional<VolumeContent> first(
      List<VolumeContent> found, Predicate<VolumeContent> condition) {
    for (VolumeContent content : found) {
      if (condition.test(content)) {
        return Optional.of(content);
      }
    }
    return Optional.empty();
  }

  private static Predicate<VolumeContent> wanted(String spec) {
    int tag = tag(spec);
    if (tag > 0) {
      return tagged(spec.substring(0, tag), unquote(spec.substring(tag + 1)));
    }
    if (spec.startsWith(MAPPER_NAME)) {
      return named("/dev/mapper/" + decode(spec.substring(MAPPER_NAME.length())));
    }
    if (spec.startsWith(MAPPER_ID)) {
      String id = decode(spec.substring(MAPPER_ID.length()));
      return content -> id.equals(content.volume().mapperId());
    }
    if (spec.startsWith(BY)) {
      int slash = spec.indexOf('/', BY.length());
      return slash < 0
          ? content -> false
          : tagged(
              spec.substring(BY.length(), slash).toUpperCase(Locale.ROOT),
              decode(spec.substring(slash + 1)));
    }
    return named(spec);
  }

  private static Predicate<VolumeContent> named(String name) {
    String device = name.startsWith("/dev/") ? DeviceName.canonical(name) : name;
    return content -> content.volume().device().equals(device);
  }

  /** Returns the length of a tag's name at the start of a field, or 0 where there is none. */
  private static int tag(String spec) {
    int equals = spec.indexOf('=');
    return equals > 0 && isTag(spec.substring(0, equals)) ? equals : 0;
  }

  private static boolean isTag(String name) {
    return switch (name) {
      case "UUID", "LABEL", "PARTUUID", "PARTLABEL" -> true;
      default -> false;
    };
  }

  private static Predicate<VolumeContent> tagged(String tag, String value) {
    return switch (tag) {
      case "UUID" -> content -> value.equalsIgnoreCase(info(content, FilesystemInfo::uuid));
      case "LABEL" -> content -> value.equals(info(content, FilesystemInfo::label));
      case "PARTUUID" -> content -> value.equalsIgnoreCase(partition(content, PartitionInfo::uuid));
      case "PARTLABEL" -> content -> value.equals(partition(content, PartitionInfo::label));
      default -> content -> false;
    };
  }

  /** A component that can be undetermined. */
  private interface Component<T> {
    @Nullable String of(T value);
  }

  /** Returns a component, or text that no tag has. */
  private static String info(VolumeContent content, Component<FilesystemInfo> component) {
    String value = content.info().isPresent() ? component.of(content.info().get()) : null;
    return value == null || value.isEmpty() ? "\0" : value;
  }

  private static String partition(VolumeContent content, Component<PartitionInfo> component) {
    PartitionInfo partition = content.volume().partition();
    String value = partition == null ? null : component.of(partition);
    return value == null || value.isEmpty() ? "\0" : value;
  }

  private static String unquote(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Returns the name of a udev link with its {@code \x20} as characters. */
  private static String decode(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      if (name.startsWith("\\x", i)
          && i + 4 <= name.length()
          && Character.digit(name.charAt(i + 2), 16) >= 0
          && Character.digit(name.charAt(i + 3), 16) >= 0) {
        text.append((char) Integer.parseInt(name, i + 2, i + 4, 16));
        i += 3;
      } else {
        text.append(name.charAt(i));
      }
    }
    return text.toString();
  }

  private static String disk(String device) {
    int end = device.length();
    while (end > 0 && Character.isDigit(device.charAt(end - 1))) {
      end--;
    }
    return device.substring(0, end);
  }
}
