package io.guestkit.dist.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dashboards of docker/grafana, and the expressions in them. */
final class Dashboards {
  static final List<String> NAMES = List.of("fleet", "image", "exporter");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

  private Dashboards() {}

  static JsonNode read(String name) throws IOException {
    return JSON.readTree(file(name).toFile());
  }

  static Path file(String name) {
    return Repository.path("docker/grafana/dashboards/" + name + ".json");
  }

  /**
   * An expression of a panel.
   *
   * @param where dashboard and title of the panel
   * @param text PromQL with Grafana's variables
   */
  record Expression(String where, String text) {
    /** Returns it with values in place of variables. */
    String with(Map<String, String> variables) {
      return VARIABLE
          .matcher(text)
          .replaceAll(match ->
              Matcher.quoteReplacement(variables.getOrDefault(match.group(1), match.group())));
    }
  }

  static List<Expression> expressions() throws IOException {
    List<Expression> expressions = new ArrayList<>();
    for (String name : NAMES) {
      for (JsonNode panel : read(name).get("panels")) {
        for (JsonNode target : panel.path("targets")) {
          String where = name + ": " + panel.get("title").asText();
          expressions.add(new Expression(where, target.get("expr").asText()));
        }
      }
    }
    return expressions;
  }

  /** Returns the queries that fill the variables, such as {@code label_values(METRIC, LABEL)}. */
  static List<Expression> variables() throws IOException {
    List<Expression> queries = new ArrayList<>();
    for (String name : NAMES) {
      for (JsonNode variable : read(name).at("/templating/list")) {
        if (variable.get("type").asText().equals("query")) {
          String where = name + ": $" + variable.get("name").asText();
          queries.add(new Expression(where, variable.at("/query/query").asText()));
        }
      }
    }
    return queries;
  }
}
