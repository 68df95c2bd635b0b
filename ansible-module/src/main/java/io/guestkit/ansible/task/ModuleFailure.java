package io.guestkit.ansible.task;

import io.guestkit.block.ImageException;
import org.jspecify.annotations.Nullable;

/** Why a module cannot do what its task asks; the message is the sentence that users read. */
public final class ModuleFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String kind;

  public ModuleFailure(String message) {
    this(message, null);
  }

  private ModuleFailure(String message, @Nullable String kind) {
    super(message);
    this.kind = kind;
  }

  /** Returns the failure of an image, which its sentence names. */
  public static ModuleFailure of(String path, ImageException e) {
    return new ModuleFailure(sentence(path, e), e.kind());
  }

  /** Returns the failure of a path that cannot be one on this machine. */
  public static ModuleFailure ofPath(String path) {
    return new ModuleFailure(
        path.isEmpty()
            ? "an empty path names no file"
            : path + ": not a path: it holds a zero character, or bytes that are not UTF-8",
        "unreadable");
  }

  /** Returns what is said of an image that could not be read, with its path. */
  public static String sentence(String path, ImageException e) {
    String named = e.messageNaming(path);
    return e.kind().equals("refused") ? named + " (allow_dirs)" : named;
  }

  /** Returns the kind of problem, such as {@code corrupt}, or null where it is none of an image. */
  public @Nullable String kind() {
    return kind;
  }

  /** Returns the sentence. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
