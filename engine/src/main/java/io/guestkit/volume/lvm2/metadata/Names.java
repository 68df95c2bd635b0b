package io.guestkit.volume.lvm2.metadata;

/** Names and identifiers as LVM allows and writes them. Source: lvm(8), "Valid names". */
public final class Names {
  /** 127: LVM's names end at 128 with their NUL. */
  private static final int MAX_LENGTH = 127;

  private static final int ID_LENGTH = 32;

  private Names() {}

  /** Returns whether a group or a logical volume may have a name. */
  public static boolean isValid(String name) {
    if (name.isEmpty()
        || name.length() > MAX_LENGTH
        || name.charAt(0) == '-'
        || name.equals(".")
        || name.equals("..")) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isNameCharacter(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNameCharacter(char c) {
    return isLetterOrDigit(c) || c == '+' || c == '_' || c == '.' || c == '-';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Returns whether text is an identifier of 32 letters and digits, without hyphens. */
  public static boolean isId(String id) {
    if (id.length() != ID_LENGTH) {
      return false;
    }
    for (int i = 0; i < ID_LENGTH; i++) {
      char c = id.charAt(i);
      if (!isLetterOrDigit(c) && c != '!' && c != '#') {
        return false;
      }
    }
    return true;
  }

  /** Returns an identifier with hyphens after 6, 10, 14, 18, 22 and 26 characters, as shown. */
  public static String uuid(String id) {
    StringBuilder uuid = new StringBuilder(ID_LENGTH + 6);
    for (int i = 0; i < ID_LENGTH; i++) {
      if (i >= 6 && i <= 26 && i % 4 == 2) {
        uuid.append('-');
      }
      uuid.append(id.charAt(i));
    }
    return uuid.toString();
  }

  /** Returns an identifier without its hyphens. */
  public static String withoutHyphens(String uuid) {
    return uuid.replace("-", "");
  }
}
