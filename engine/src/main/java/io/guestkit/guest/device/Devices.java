package io.guestkit.guest.device;

import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.PartitionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the first field of fstab(5) stands for in one guest. Tags are compared as blkid does; disks
 * are taken in order, so that /dev/vda2, /dev/hda2, /dev/xvda2, /dev/nvme0n1p2 and /dev/mmcblk0p2
 * are all /dev/sda2 here.
 */
public final class Devices {
  private static final String LINKS = "/dev/disk/";
  private static final String BY = "/dev/disk/by-";
  private static final String MAPPER_NAME = BY + "id/dm-name-";
  private static final String MAPPER_ID = BY + "id/dm-uuid-";
  private static final String MEMBER_ID = BY + "id/lvm-pv-uuid-";
  private static final String ROOT = "/dev/root";

  private final List<VolumeContent> contents;
  private final String root;
  private final DiskNames disks;

  /**
   * Makes the names of a guest.
   *
   * @param contents every volume of the machine
   * @param root device of the guest's root filesystem
   * @param rootSpec what the guest's fstab mounts at {@code /}, empty where it does not say
   */
  public Devices(List<VolumeContent> contents, String root, String rootSpec) {
    this.contents = contents;
    this.root = root;
    Set<String> names = new TreeSet<>();
    for (VolumeContent content : contents) {
      if (content.volume().partition() != null) {
        names.add(disk(content.volume().device()));
      }
    }
    this.disks = DiskNames.of(names, root, DeviceName.canonical(identity(rootSpec)));
  }

  /**
   * Returns the volume of a device field. Of several with one identifier (a copy on another disk)
   * it is the root itself, else one on the root's disk, else the first.
   */
  public Optional<VolumeContent> find(String spec) {
    List<VolumeContent> found = new ArrayList<>();
    Predicate<VolumeContent> wanted = wanted(identity(spec));
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

  /** Returns the partitions of the root's disk, or of the only disk that has any, in order. */
  public List<VolumeContent> ofRootDisk() {
    String disk = disk(root);
    boolean isPartition = disks.disks().contains(disk);
    List<VolumeContent> partitions = new ArrayList<>();
    for (VolumeContent content : contents) {
      String other = disk(content.volume().device());
      if (content.volume().partition() != null
          && (isPartition ? other.equals(disk) : disks.disks().size() == 1)) {
        partitions.add(content);
      }
    }
    return partitions;
  }

  /** {@code ID=} is short for a link. Source: fstab(5). */
  private static String identity(String spec) {
    return spec.startsWith("ID=") ? BY + "id/" + spec.substring(3) : spec;
  }

  /** Returns the volume by which a filesystem of several is reached. */
  private VolumeContent owner(VolumeContent content) {
    return content
        .owner()
        .flatMap(device -> first(contents, other -> other.volume().device().equals(device)))
        .orElse(content);
  }

  /** Returns whether a field names a device of this machine at all, and not a share or a pool. */
  public static boolean isLocal(String spec) {
    return spec.startsWith("/dev/") || tag(spec) > 0 || spec.startsWith("ID=");
  }

  /** Returns whether a field names a partition by itself, which is never inside another volume. */
  public static boolean isPartition(String spec) {
    return spec.startsWith("PART")
        || spec.startsWith(BY + "part")
        || spec.startsWith(BY + "path")
        || DeviceName.canonical(spec).startsWith("/dev/sd");
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

  private Predicate<VolumeContent> wanted(String spec) {
    int tag = tag(spec);
    if (tag > 0) {
      String name = spec.substring(0, tag);
      String value = unquote(spec.substring(tag + 1));
      Predicate<VolumeContent> exact = tagged(name, value);
      return value.indexOf('\\') < 0 ? exact : exact.or(tagged(name, decode(value)));
    }
    if (spec.startsWith(MAPPER_NAME)) {
      return named("/dev/mapper/" + decode(spec.substring(MAPPER_NAME.length())));
    }
    if (spec.startsWith(MAPPER_ID)) {
      String id = decode(spec.substring(MAPPER_ID.length()));
      return content -> id.equals(content.volume().mapperId());
    }
    if (spec.startsWith(MEMBER_ID)) {
      String id = spec.substring(MEMBER_ID.length());
      return content -> id.equals(info(content, FilesystemInfo::uuid));
    }
    if (spec.startsWith(LINKS)) {
      int slash = spec.indexOf('/', LINKS.length());
      String link = slash < 0 ? "" : spec.substring(LINKS.length(), slash);
      return switch (link) {
        case "by-uuid", "by-label", "by-partuuid", "by-partlabel" ->
            tagged(link.substring(3).toUpperCase(Locale.ROOT), decode(spec.substring(slash + 1)));
        case "by-id", "by-path" -> named(spec);
        default -> content -> false;
      };
    }
    return named(spec);
  }

  private Predicate<VolumeContent> named(String name) {
    String first = name.contains(":/dev/") ? name.substring(0, name.indexOf(":/dev/")) : name;
    String canonical = DeviceName.canonical(first);
    Optional<String> device = canonical.equals(ROOT) ? Optional.of(root) : disks.device(canonical);
    return content -> device.isPresent() && content.volume().device().equals(device.get());
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
