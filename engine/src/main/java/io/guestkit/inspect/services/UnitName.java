package io.guestkit.inspect.services;

/** Names of units. Source: systemd.unit(5). */
final class UnitName {
  /** 255: the name of a unit is that of a file. */
  private static final int MAX_LENGTH = 255;

  private UnitName() {}

  /** Returns whether a file's name is the name of a unit. */
  static boolean isValid(String name) {
    int dot = name.lastIndexOf('.');
    if (dot <= 0 || name.length() > MAX_LENGTH || name.charAt(0) == '@') {
      return false;
    }
    for (int i = 0; i < dot; i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && ":-_.\\@".indexOf(c) < 0) {
        return false;
      }
    }
    return switch (name.substring(dot + 1)) {
      case "service",
          "socket",
          "device",
          "mount",
          "automount",
          "swap",
          "target",
          "path",
          "timer",
          "slice",
          "scope" ->
          true;
      default -> false;
    };
  }

  /** Returns whether a name is {@code name@.type}. */
  static boolean isTemplate(String name) {
    int at = name.indexOf('@');
    return at > 0 && at + 1 == name.lastIndexOf('.');
  }

  /** Returns whether a name is {@code name@instance.type}. */
  static boolean isInstance(String name) {
    int at = name.indexOf('@');
    return at > 0 && at + 1 < name.lastIndexOf('.');
  }

  /** Returns the template of an instance. */
  static String template(String instance) {
    return instance.substring(0, instance.indexOf('@') + 1)
        + instance.substring(instance.lastIndexOf('.'));
  }

  /** Returns an instance of a template. */
  static String instance(String template, String instance) {
    int at = template.indexOf('@') + 1;
    return template.substring(0, at) + instance + template.substring(at);
  }

  /** Returns what stands between the at sign and the type of an instance. */
  static String instanceOf(String instance) {
    return instance.substring(instance.indexOf('@') + 1, instance.lastIndexOf('.'));
  }
}
