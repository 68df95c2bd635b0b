package io.guestkit.cli;

import io.guestkit.FileWalk;
import io.guestkit.FoundFile;
import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.block.ImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.cli.host.HostAttributes;
import io.guestkit.cli.host.HostName;
import io.guestkit.export.DisplayText;
import io.guestkit.export.GuestPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Copies files out of a guest. */
final class CopyCommand implements Command {
  private static final Option RECURSIVE =
      Option.toggle("--recursive", "Copy a directory with what is below it, and links as links.")
          .or("-r");

  private static final Option FORCE =
      Option.toggle("--force", "Replace files, and go into directories, that are there already.");

  private static final Option KEEP_OWNER =
      Option.toggle("--preserve-owner", "Keep the numbers of owner and group; needs root.");

  private static final Option KEEP_SET_ID =
      Option.toggle(
          "--preserve-set-id",
          "Keep the set-user-ID and set-group-ID bits, which are left out otherwise.");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "cp",
        "Copy a file of a guest, or a directory with what is below it, to this host.",
        List.of(
            "Where DEST is a directory, the copy is put into it, under the name that it has in the"
                + " guest; what PATH / holds is put into it itself. Otherwise DEST is the copy.",
            "A copy keeps modes, times of modification and access, holes, hard links, and the bytes"
                + " of its name. It belongs to you. Devices, FIFOs and sockets are skipped and named"
                + " on standard error; extended attributes are not copied. A symbolic link is"
                + " followed in the guest without --recursive, and is copied as it is with it."
                + " Nothing is written outside DEST.",
            "What cannot be read or written is named, and the exit status is 1; the incomplete file"
                + " is deleted, the others stay.",
            ImageArguments.PATHS),
        ImageArguments.withFiles(
            RECURSIVE, FORCE, KEEP_OWNER, KEEP_SET_ID, ImageArguments.ONE_FILE_SYSTEM),
        List.of(
            Operand.one("IMAGE", "The image."),
            Operand.one("PATH", "The file or directory in the guest."),
            Operand.one("DEST", "The copy, or the directory to put it into.")),
        List.of(
            "guestkit cp disk.qcow2 /var/log/syslog syslog",
            "guestkit cp -r disk.qcow2 /etc backup/",
            "guestkit cp -r disk.qcow2 --filesystem /dev/sda1 / esp"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    String path = GuestPath.of(arguments.operands().get(1));
    try (GuestKit kit = ImageArguments.kit(arguments);
        GuestFiles files = ImageArguments.files(kit, arguments)) {
      if (arguments.has(RECURSIVE)) {
        FileWalk walk = files.walk(path, ImageArguments.scope(arguments));
        TreeCopy copy = copy(path, arguments, streams);
        int walked = TreeWalk.run(walk, streams, copy);
        return Math.max(walked, copy.status());
      }
      FoundFile file = files.follow(path);
      if (file.isDirectory()) {
        throw new UnsupportedImageException(
            DisplayText.show(path) + ": is a directory; -r copies it with what is below it");
      }
      file.content(); // whatever cannot be read is said before anything is made
      TreeCopy copy = copy(path, arguments, streams);
      try {
        copy.file(file);
      } catch (ImageException e) {
        streams.complain(Complaints.of(path, e));
        return Main.FAILED;
      }
      return copy.status();
    }
  }

  private static TreeCopy copy(String path, Arguments arguments, Streams streams)
      throws UsageException, IOException {
    String destination = arguments.operands().get(2);
    Path dest = ImageArguments.path(destination);
    Path top = dest;
    TreeCopy.Top found = TreeCopy.Top.MADE;
    if (Files.isDirectory(dest)) {
      Path name = HostName.of(name(path)).orElse(null);
      top = name == null ? dest : dest.resolve(name);
      found = name == null ? TreeCopy.Top.THERE : TreeCopy.Top.MADE;
    } else if (destination.endsWith("/") && !arguments.has(RECURSIVE)) {
      throw new UsageException(destination + ": there is no such folder");
    }
    Destination.Existing existing =
        arguments.has(FORCE) ? Destination.Existing.REPLACE : Destination.Existing.KEEP;
    if (found == TreeCopy.Top.MADE && !(arguments.has(RECURSIVE) && arguments.has(FORCE))) {
      Destination.check(top, existing);
    }
    int bits =
        arguments.has(KEEP_SET_ID)
            ? HostAttributes.ALL_BITS
            : HostAttributes.ALL_BITS & ~HostAttributes.SET_ID;
    HostAttributes attributes =
        new HostAttributes(
            arguments.has(KEEP_OWNER) ? HostAttributes.Owner.KEPT : HostAttributes.Owner.OURS,
            bits);
    return new TreeCopy(top, found, existing, attributes, streams);
  }

  /** Returns the last name of a path as it was given. */
  private static String name(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }
}
