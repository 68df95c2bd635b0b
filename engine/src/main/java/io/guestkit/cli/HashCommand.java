package io.guestkit.cli;

import io.guestkit.FileWalk;
import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.block.BlockSource;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.export.DisplayText;
import io.guestkit.filesystem.FileName;
import io.guestkit.report.FileInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Prints SHA-256 hashes of files of a guest, as sha256sum of coreutils does. */
final class HashCommand implements Command {
  private static final Option RECURSIVE =
      Option.toggle("--recursive", "Hash every regular file below a directory.").or("-r");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "hash",
        "Print SHA-256 hashes of files of a guest, in the words of sha256sum.",
        List.of(
            "Each line is the hash, two spaces and the absolute path, in the bytes of the guest;"
                + " where the path has a newline, a carriage return or a backslash, they are written"
                + " \\n, \\r and \\\\, and the line starts with a backslash.",
            ImageArguments.PATHS),
        ImageArguments.withFiles(RECURSIVE),
        List.of(
            Operand.one("IMAGE", "The image."), Operand.many("PATH", "The files in the guest.")),
        List.of("guestkit hash disk.qcow2 /usr/bin/sudo", "guestkit hash -r disk.qcow2 /etc"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    try (GuestKit kit = ImageArguments.kit(arguments);
        GuestFiles files = ImageArguments.files(kit, arguments)) {
      int[] below = {Main.OK};
      int each =
          EachPath.of(
              arguments,
              streams,
              path -> {
                FileInfo file = files.stat(path);
                if (!file.type().equals("directory")) {
                  hash(files.content(path), path, streams.out());
                } else if (arguments.has(RECURSIVE)) {
                  below[0] = Math.max(below[0], tree(files, path, streams));
                } else {
                  throw new UnsupportedImageException(
                      DisplayText.show(path) + ": is a directory; -r hashes the files below it");
                }
              });
      return Math.max(each, below[0]);
    }
  }

  private static int tree(GuestFiles files, String path, Streams streams) throws IOException {
    return TreeWalk.run(
        files.walk(path, FileWalk.Scope.GUEST),
        streams,
        (file, walk) -> {
          if (file.isRegular()) {
            hash(file.content(), file.path(), streams.out());
          }
        });
  }

  /** Prints the line of one file. */
  static void hash(BlockSource content, String path, OutputStream out) throws IOException {
    MessageDigest digest = sha256();
    ContentCopy.copy(content, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    byte[] name = FileName.encode(path);
    if (isEscaped(name)) {
      out.write('\\');
    }
    out.write(HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII));
    out.write(' ');
    out.write(' ');
    for (byte b : name) {
      switch (b) {
        case '\\' -> out.write(new byte[] {'\\', '\\'});
        case '\n' -> out.write(new byte[] {'\\', 'n'});
        case '\r' -> out.write(new byte[] {'\\', 'r'});
        default -> out.write(b);
      }
    }
    out.write('\n');
  }

  private static boolean isEscaped(byte[] name) {
    for (byte b : name) {
      if (b == '\\' || b == '\n' || b == '\r') {
        return true;
      }
    }
    return false;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
