package io.guestkit.export;

import java.util.ArrayList;
import java.util.List;

/** Finds the dotted names that someone may have meant. */
final class NearNames {
  /** 6: more is a list to search, not an answer. */
  private static final int MAX = 6;

  private NearNames() {}

  /**
   * Returns the names nearest to one that does not exist, the best first: those spelled almost like
   * it, or where there is none those whose last part is.
   */
  static List<String> of(String wanted, List<String> names) {
    int tolerance = Math.min(3, lastName(wanted).length() / 3);
    List<String> near = new ArrayList<>();
    for (int distance = 0; distance <= tolerance; distance++) {
      for (String name : names) {
        if (near.size() < MAX && changes(wanted, name) == distance) {
          near.add(name);
        }
      }
    }
    for (int distance = 0; distance <= tolerance && near.isEmpty(); distance++) {
      for (String name : names) {
        if (near.size() < MAX && changes(lastName(wanted), lastName(name)) == distance) {
          near.add(name);
        }
      }
    }
    return near;
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Levenshtein's distance, row by row. */
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
