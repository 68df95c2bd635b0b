package io.guestkit.exporter.metrics;

import io.guestkit.export.RecordModel;
import io.guestkit.report.Inspection;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports with a value in every component, one of them varied. */
final class VariedReport {
  /** Values that mean something; elsewhere text is its component's name and a number is 7. */
  private static final Map<String, Object> VALUES =
      Map.ofEntries(
          Map.entry("filesystems.usage", "filesystem"),
          Map.entry("disks.image.virtual_size_bytes", 1000L),
          Map.entry("disks.image.dirty", false),
          Map.entry("disks.image.corrupt", false),
          Map.entry("filesystems.free_bytes", 700L),
          Map.entry("partition_tables.partitions.start_bytes", 100L),
          Map.entry("partition_tables.partitions.size_bytes", 950L),
          Map.entry("operating_systems.os_release.support_end", "2028-06-30"),
          Map.entry("operating_systems.users.uid", 1000L),
          Map.entry("operating_systems.users.password", "set"),
          Map.entry("operating_systems.selinux", "enforcing"),
          Map.entry("operating_systems.vm_tools.name", "open-vm-tools"),
          Map.entry("operating_systems.bootloader.default_entry", "Linux"),
          Map.entry("operating_systems.bootloader.entries.title", "Linux"),
          Map.entry("operating_systems.bootloader.entries.kernel", "/vmlinuz"),
          Map.entry("operating_systems.kernels.path", "/boot/vmlinuz"),
          Map.entry("operating_systems.network_interfaces.dhcp_ipv4", false),
          Map.entry("operating_systems.network_interfaces.dhcp_ipv6", false));

  /** Of a second volume, as it is either encrypted or a filesystem. */
  private static final Map<String, Object> ENCRYPTED =
      Map.of("filesystems.usage", "crypto", "filesystems.type", "crypto_LUKS");

  private final String varied;
  private final Variation variation;
  private final Map<String, Object> values;

  private VariedReport(String varied, Variation variation, Map<String, Object> values) {
    this.varied = varied;
    this.variation = variation;
    this.values = values;
  }

  /** What becomes of the varied component. */
  enum Variation {
    NONE,
    OTHER,
    ZERO,
    ABSENT
  }

  /** Returns a report whose component of a path is varied in one way. */
  static Inspection of(String path, Variation variation) {
    return (Inspection) new VariedReport(path, variation, VALUES).record(Inspection.class, "");
  }

  /** Returns the paths of all components, those of lists before what is in them. */
  static List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect(Inspection.class, "", paths);
    return paths;
  }

  private static void collect(Class<? extends Record> type, String prefix, List<String> paths) {
    for (RecordModel.Field field : RecordModel.of(type).fields()) {
      boolean isRecord = field.kind() == RecordModel.Kind.RECORD;
      if (!isRecord || field.isList()) {
        paths.add(prefix + field.name());
      }
      if (isRecord) {
        collect(field.recordType(), prefix + field.name() + ".", paths);
      }
    }
  }

  private Record record(Class<? extends Record> type, String prefix) {
    List<RecordModel.Field> fields = RecordModel.of(type).fields();
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = component(fields.get(i), prefix + fields.get(i).name());
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object component(RecordModel.Field field, String path) {
    Variation here = path.equals(varied) ? variation : Variation.NONE;
    if (path.equals("filesystems")) {
      VariedReport encrypted = new VariedReport(varied, variation, ENCRYPTED);
      return List.of(
          record(field.recordType(), "filesystems."),
          encrypted.record(field.recordType(), "filesystems."));
    }
    if (field.isList()) {
      Object element =
          field.kind() == RecordModel.Kind.RECORD
              ? record(field.recordType(), path + ".")
              : "the " + path + here;
      return switch (here) {
        case OTHER -> List.of(element, element);
        case ZERO -> field.kind() == RecordModel.Kind.RECORD ? List.of(element) : List.of();
        case NONE, ABSENT -> List.of(element); // of no record nothing would be told
      };
    }
    if (field.kind() == RecordModel.Kind.RECORD) {
      return record(field.recordType(), path + ".");
    }
    Object value = values.getOrDefault(path, plain(field, path));
    return switch (here) {
      case NONE -> value;
      case OTHER -> other(value);
      case ZERO -> value instanceof Long ? Long.valueOf(0) : value;
      case ABSENT -> field.isNullable() ? null : value;
    };
  }

  /** Devices have one name, so that parts of the report find each other. */
  private static Object plain(RecordModel.Field field, String path) {
    return switch (field.kind()) {
      case BOOLEAN -> true;
      case INTEGER -> isInt(field) ? (Object) 7 : (Object) 7L;
      case NUMBER -> 7.0;
      case TEXT -> field.name().equals("device") ? "/dev/sda" : "the " + path;
      case INSTANT -> Instant.ofEpochSecond(1_700_000_000);
      case RECORD -> throw new IllegalArgumentException(path);
    };
  }

  private static boolean isInt(RecordModel.Field field) {
    return field.elementType() == int.class || field.elementType() == Integer.class;
  }

  private static Object other(Object value) {
    return switch (value) {
      case Long number -> number / 2;
      case Integer number -> number / 2;
      case Boolean flag -> !flag;
      case Instant instant -> instant.plusSeconds(1);
      case String text when text.equals("set") -> "empty";
      case String text -> text.startsWith("2028") ? "2029-06-30" : text + ", another";
      default -> value;
    };
  }
}
