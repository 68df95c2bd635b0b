package io.guestkit.dist;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** The bill of materials (CycloneDX 1.6, JSON) that Maven makes of the libraries. */
final class BillOfMaterials {
  private BillOfMaterials() {}

  /** Adds the Java runtime, which is no library to Maven: that of the JDK that runs the build. */
  static void addRuntime(Path bill) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = (ObjectNode) json.readTree(bill.toFile());
    String version = System.getProperty("java.runtime.version");
    String purl = "pkg:generic/openjdk@" + version.replace("+", "%2B");
    ArrayNode components = (ArrayNode) root.get("components");
    if (components.findValuesAsText("bom-ref").contains(purl)) {
      return; // Maven left the file of an earlier build
    }
    components
        .addObject()
        .put("type", "platform")
        .put("bom-ref", purl)
        .put("publisher", System.getProperty("java.vendor"))
        .put("name", "openjdk")
        .put("version", version)
        .put("purl", purl);
    json.writerWithDefaultPrettyPrinter().writeValue(bill.toFile(), root);
  }
}
