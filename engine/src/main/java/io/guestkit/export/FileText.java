package io.guestkit.export;

import io.guestkit.report.FileInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of a guest for people. */
public final class FileText {
  private static final String PERMISSIONS = "rwxrwxrwx";

  private FileText() {}

  /** Returns lines like those of {@code ls -l}, with times in UTC. */
  public static String longLines(List<FileInfo> files, List<String> names) {
    int links = 0;
    int uid = 0;
    int gid = 0;
    int size = 0;
    for (FileInfo file : files) {
      links = Math.max(links, width(file.links()));
      uid = Math.max(uid, width(file.uid()));
      gid = Math.max(gid, width(file.gid()));
      size = Math.max(size, size(file).length());
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < files.size(); i++) {
      FileInfo file = files.get(i);
      text.append(permissions(file));
      number(text, file.links(), links);
      number(text, file.uid(), uid);
      number(text, file.gid(), gid);
      String shown = size(file);
      text.append(' ').repeat(' ', size - shown.length()).append(shown);
      text.append(' ').append(Instants.format(file.modified()), 0, 10);
      text.append(' ').append(Instants.format(file.modified()), 11, 16);
      text.append(' ').append(DisplayText.show(names.get(i)));
      @Nullable String target = file.target();
      if (target != null) {
        text.append(" -> ").append(DisplayText.show(target));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Returns a line for each thing that is known of a file. */
  public static String stat(FileInfo file) {
    StringBuilder text = new StringBuilder();
    line(text, "Path", file.path());
    line(text, "Type", file.type());
    line(text, "Target", file.target());
    line(text, "Size", Long.toString(file.sizeBytes()));
    line(text, "Mode", file.mode() + " (" + permissions(file) + ")");
    line(text, "Owner", Long.toString(file.uid()));
    line(text, "Group", Long.toString(file.gid()));
    line(text, "Number", file.deviceNumber());
    line(text, "Links", Long.toString(file.links()));
    line(text, "Inode", Long.toString(file.inode()));
    line(text, "Device", file.device());
    line(text, "Modified", instant(file.modified()));
    line(text, "Accessed", instant(file.accessed()));
    line(text, "Changed", instant(file.changed()));
    line(text, "Created", instant(file.created()));
    return text.toString();
  }

  /** Returns the size, or of a device its number, as {@code ls -l} prints it. */
  private static String size(FileInfo file) {
    @Nullable String number = file.deviceNumber();
    return number == null ? Long.toString(file.sizeBytes()) : number.replace(":", ", ");
  }

  /** Returns {@code drwxr-sr-t} for a mode. */
  private static String permissions(FileInfo file) {
    int mode = Integer.parseInt(file.mode(), 8);
    StringBuilder text = new StringBuilder(10).append(letter(file.type()));
    for (int i = 0; i < 9; i++) {
      text.append((mode & 0400 >> i) != 0 ? PERMISSIONS.charAt(i) : '-');
    }
    special(text, 3, (mode & 04000) != 0, 's');
    special(text, 6, (mode & 02000) != 0, 's');
    special(text, 9, (mode & 01000) != 0, 't');
    return text.toString();
  }

  private static void special(StringBuilder text, int index, boolean set, char letter) {
    if (set) {
      char executable = text.charAt(index);
      text.setCharAt(index, executable == 'x' ? letter : Character.toUpperCase(letter));
    }
  }

  private static char letter(String type) {
    return switch (type) {
      case "file" -> '-';
      case "directory" -> 'd';
      case "symlink" -> 'l';
      case "character_device" -> 'c';
      case "block_device" -> 'b';
      case "fifo" -> 'p';
      case "socket" -> 's';
      default -> '?';
    };
  }

  private static int width(long number) {
    return Long.toString(number).length();
  }

  private static void number(StringBuilder text, long number, int width) {
    text.append(' ').repeat(' ', width - width(number)).append(number);
  }

  private static @Nullable String instant(@Nullable Instant instant) {
    return instant == null ? null : Instants.format(instant);
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(name).append(':').repeat(' ', 11 - name.length());
      text.append(DisplayText.show(value)).append('\n');
    }
  }
}
