package io.guestkit.inspect.network.netplan;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.FileName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds the nodes of the first document of a text. An alias is the node that its anchor names, no
 * copy; one inside of its own anchor is empty, so that no node contains itself.
 */
final class YamlReader {
  /** 32: netplan's deepest value lies at 8. */
  private static final int MAX_DEPTH = 32;

  /** 100 000: an interface has a dozen nodes. */
  private static final int MAX_NODES = 100_000;

  private final String path;
  private final ParserImpl parser;
  private final Set<String> secrets;
  private final Map<String, YamlNode> anchors = new HashMap<>();
  private int nodes;

  private YamlReader(String path, String text, Set<String> secrets) {
    this.path = path;
    this.secrets = secrets;
    this.parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
  }

  /**
   * Returns the document, empty where there is none.
   *
   * @param path named in errors
   * @param secrets names of mappings' values that are not kept
   * @throws CorruptImageException if the text is not YAML; what it says is not told
   * @throws UnsupportedImageException if it is nested deeper, or has more nodes, than is read
   */
  static YamlNode read(String path, String text, Set<String> secrets)
      throws CorruptImageException, UnsupportedImageException {
    try {
      return new YamlReader(path, text, secrets).document();
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new CorruptImageException(FileName.display(path), 0, "line " + line + " is not YAML");
    } catch (YAMLException e) {
      throw new CorruptImageException(FileName.display(path), 0, "not YAML");
    }
  }

  private YamlNode document() throws UnsupportedImageException {
    while (!parser.checkEvent(Event.ID.StreamEnd)) {
      if (parser.getEvent().is(Event.ID.DocumentStart)) {
        return node(0);
      }
    }
    return YamlNode.EMPTY;
  }

  private YamlNode node(int depth) throws UnsupportedImageException {
    nodes++;
    if (depth > MAX_DEPTH || nodes > MAX_NODES) {
      throw new UnsupportedImageException(
          "%s: more than %d nodes, or deeper than %d"
              .formatted(FileName.display(path), MAX_NODES, MAX_DEPTH));
    }
    Event event = parser.getEvent();
    if (event instanceof AliasEvent alias) {
      return anchors.getOrDefault(alias.getAnchor(), YamlNode.EMPTY);
    }
    YamlNode node;
    if (event instanceof ScalarEvent scalar) {
      node = scalar(scalar);
    } else if (event instanceof MappingStartEvent) {
      node = YamlNode.mapping();
      fields(node, depth);
    } else {
      node = YamlNode.sequence();
      while (!parser.checkEvent(Event.ID.SequenceEnd)) {
        node.items().add(node(depth + 1));
      }
      parser.getEvent();
    }
    if (event instanceof NodeEvent anchored && anchored.getAnchor() != null) {
      anchors.put(anchored.getAnchor(), node);
    }
    return node;
  }

  private static YamlNode scalar(ScalarEvent event) {
    String text = event.getValue();
    boolean isNull = event.isPlain() && (text.isEmpty() || text.equals("~") || text.equals("null"));
    return isNull ? YamlNode.EMPTY : YamlNode.scalar(text);
  }

  private void fields(YamlNode mapping, int depth) throws UnsupportedImageException {
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      String key = node(depth + 1).text();
      if (secrets.contains(key)) {
        skip();
      } else {
        mapping.fields().put(key, node(depth + 1));
      }
    }
    parser.getEvent();
  }

  /** Passes over a node, whatever it holds. */
  private void skip() {
    int open = 0;
    do {
      Event event = parser.getEvent();
      if (event.is(Event.ID.MappingStart) || event.is(Event.ID.SequenceStart)) {
        open++;
      } else if (event.is(Event.ID.MappingEnd) || event.is(Event.ID.SequenceEnd)) {
        open--;
      }
    } while (open > 0);
  }
}
