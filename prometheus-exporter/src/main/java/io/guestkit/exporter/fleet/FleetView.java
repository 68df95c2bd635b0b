package io.guestkit.exporter.fleet;

import io.guestkit.report.Inspection;
import java.util.List;
import java.util.Optional;

/** What is known of the images, for those who show it. Never waits for an inspection. */
public interface FleetView {

  /** Returns every image that discovery found, root by root, by path. */
  List<ImageStatus> images();

  /** Returns one of them. */
  Optional<ImageStatus> image(String root, String image);

  /** Returns its last report; empty where there is none yet. */
  Optional<Inspection> report(String root, String image);

  /** Returns the same as JSON in UTF-8. */
  Optional<byte[]> json(String root, String image);
}
