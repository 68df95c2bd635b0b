package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How cloud-init is set up, and where it got its data from last. */
public record CloudInit(
    @Component("Whether it runs at the next boot.") boolean enabled,
    @Component("Data sources that it is set to try, in order.") List<String> datasourceList,
    @Component("Data source of the last boot.") @Nullable String datasource,
    @Component("Identifier of the instance of the last boot.") @Nullable String instanceId) {
  /** Copies the lists. */
  public CloudInit {
    datasourceList = List.copyOf(datasourceList);
  }
}
