package io.guestkit.filesystem;

/** What a file is, by stat(2). */
public enum FileType {
  REGULAR("file"),
  DIRECTORY("directory"),
  SYMLINK("symlink"),
  CHARACTER_DEVICE("character_device"),
  BLOCK_DEVICE("block_device"),
  FIFO("fifo"),
  SOCKET("socket"),
  /** Not told by the structure at hand. */
  UNKNOWN("unknown");

  private final String label;

  FileType(String label) {
    this.label = label;
  }

  /** Returns the word that listings use. */
  public String label() {
    return label;
  }

  /** Returns the type in the upper four bits of a POSIX mode. */
  public static FileType ofMode(int mode) {
    return switch (mode >> 12 & 0xf) {
      case 1 -> FIFO;
      case 2 -> CHARACTER_DEVICE;
      case 4 -> DIRECTORY;
      case 6 -> BLOCK_DEVICE;
      case 8 -> REGULAR;
      case 10 -> SYMLINK;
      case 12 -> SOCKET;
      default -> UNKNOWN;
    };
  }
}
