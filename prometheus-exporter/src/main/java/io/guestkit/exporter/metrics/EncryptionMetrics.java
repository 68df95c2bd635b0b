package io.guestkit.exporter.metrics;

import io.guestkit.exporter.metrics.Metric.Scope;
import io.guestkit.report.FilesystemInfo;
import java.util.List;
import java.util.Map;

/** Metrics of encrypted volumes inside a guest. */
final class EncryptionMetrics {
  private static final String LUKS = "luks";

  /** By type. What only proves that content is whole (dm-verity, dm-integrity) hides nothing. */
  private static final Map<String, String> METHODS =
      Map.of("crypto_LUKS", LUKS, "BitLocker", "bitlocker");

  private EncryptionMetrics() {}

  static List<Metric> all() {
    return List.of(
        new Metric(
            "guestkit_encrypted_volume_info",
            MetricCollector.ENCRYPTION,
            Scope.IMAGE,
            List.of("device", "method", "cipher", "luks_version"),
            "Encrypted volume inside the guest; value is always 1.",
            List.of("filesystems.device", "filesystems.type", "filesystems.version"),
            EncryptionMetrics::volumes));
  }

  private static void volumes(Subject subject, Samples samples) {
    for (FilesystemInfo content : subject.report().filesystems()) {
      String method = METHODS.get(content.type());
      if (method != null) {
        samples.add(
            1, content.device(), method, null, method.equals(LUKS) ? content.version() : null);
      }
    }
  }
}
