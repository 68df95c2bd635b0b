package io.guestkit.inspect.settings;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.CloudInit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How cloud-init is set up. Sources: cloud-init's documentation, "Boot stages", "Datasources" and
 * "How to disable cloud-init"; its files in /var/lib/cloud. The data that it got are not read: they
 * hold passwords.
 */
public final class CloudInitState {
  private static final List<String> PROGRAMS =
      List.of("/usr/bin/cloud-init", "/etc/cloud/cloud.cfg", "/usr/local/bin/cloud-init");

  /** 4096: an identifier, and the place that a source was found at. */
  private static final int MAX_STATE_BYTES = 4096;

  /** 1 MiB: settings of hundreds of files that cloud-init is to write. */
  private static final int MAX_CONFIGURATION_BYTES = 1 << 20;

  /** 256: packages and clouds leave a handful. */
  private static final int MAX_CONFIGURATIONS = 256;

  private static final String CONFIGURATIONS = "/etc/cloud/cloud.cfg.d";

  private static final String DATASOURCE = "DataSource";

  private CloudInitState() {}

  /** Returns how cloud-init is set up, or empty where it is not installed. */
  public static Optional<CloudInit> read(FactFiles files) throws IOException {
    for (String program : PROGRAMS) {
      if (files.exists(program)) {
        return Optional.of(
            new CloudInit(
                CloudInitUnits.isEnabled(files),
                datasourceList(files),
                datasource(files).orElse(null),
                instanceId(files).orElse(null)));
      }
    }
    return Optional.empty();
  }

  /** Of several lists the last one counts: cloud.cfg.d is read after cloud.cfg, by name. */
  private static List<String> datasourceList(FactFiles files) throws IOException {
    Optional<List<String>> list = ofFile("/etc/cloud/cloud.cfg", files);
    int count = 0;
    for (DirectoryEntry entry : files.names(CONFIGURATIONS)) {
      if (entry.name().endsWith(".cfg")) {
        count++;
        if (count > MAX_CONFIGURATIONS) {
          files.limit(
              CONFIGURATIONS, "more than the %d files that are read".formatted(MAX_CONFIGURATIONS));
          break;
        }
        Optional<List<String>> later = ofFile(CONFIGURATIONS + "/" + entry.name(), files);
        list = later.isPresent() ? later : list;
      }
    }
    return list.orElse(List.of());
  }

  private static Optional<List<String>> ofFile(String path, FactFiles files) throws IOException {
    return files.bytes(path, MAX_CONFIGURATION_BYTES).flatMap(DatasourceList::parse);
  }

  /** The class of the source is written before a colon; what follows may hold addresses. */
  private static Optional<String> datasource(FactFiles files) throws IOException {
    return text("/var/lib/cloud/instance/datasource", files)
        .map(CloudInitState::datasourceName)
        .filter(name -> !name.isEmpty());
  }

  /** Returns NoCloud of {@code DataSourceNoCloudNet: DataSourceNoCloudNet [seed=...]}. */
  private static String datasourceName(String text) {
    int end = 0;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    String name = text.substring(0, end);
    name = name.startsWith(DATASOURCE) ? name.substring(DATASOURCE.length()) : name;
    for (String variant : List.of("Local", "Net")) { // that runs before, and with, the network
      if (name.endsWith(variant)) {
        name = name.substring(0, name.length() - variant.length());
      }
    }
    return name;
  }

  private static Optional<String> instanceId(FactFiles files) throws IOException {
    Optional<String> id =
        text("/var/lib/cloud/data/instance-id", files).filter(text -> !text.isEmpty());
    return id.isPresent()
        ? id
        : files
            .target("/var/lib/cloud/instance")
            .map(target -> target.substring(target.lastIndexOf('/') + 1))
            .filter(name -> !name.isEmpty());
  }

  private static Optional<String> text(String path, FactFiles files) throws IOException {
    return files
        .bytes(path, MAX_STATE_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
  }
}
