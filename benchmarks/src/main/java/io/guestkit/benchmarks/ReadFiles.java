package io.guestkit.benchmarks;

import io.guestkit.FileWalk;
import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.Machine;
import io.guestkit.WalkStep;
import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads all files of an image, or of a folder by the same code: {@code hash image IMAGE DEVICE},
 * {@code hash folder DIR}, {@code list image IMAGE DEVICE ROUNDS}. A hash ends in how many files
 * there were, their bytes and a digest of all contents in any order; a list in the median of the
 * later half of its rounds, in seconds.
 */
public final class ReadFiles {
  private static final int PIECE = 1 << 20;

  private final MessageDigest digest = sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(PIECE);
  private final byte[] zeros = new byte[PIECE];
  private final byte[] sum = new byte[32];
  private long files;
  private long bytes;

  private ReadFiles() {}

  /** Runs one measurement. */
  public static void main(String[] words) throws IOException {
    if (words[0].equals("list")) {
      list(Path.of(words[2]), words[3], Integer.parseInt(words[4]));
      return;
    }
    ReadFiles read = new ReadFiles();
    if (words[1].equals("image")) {
      read.image(Path.of(words[2]), words[3]);
    } else {
      read.folder(Path.of(words[2]));
    }
    System.out.println(
        read.files + " files, " + read.bytes + " bytes, " + HexFormat.of().formatHex(read.sum));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void image(Path image, String device) throws IOException {
    try (GuestKit kit = GuestKit.create();
        GuestFiles guest = kit.files(Machine.of(image), device)) {
      FileWalk walk = guest.walk("/", FileWalk.Scope.GUEST);
      for (Optional<WalkStep> step = walk.next(); step.isPresent(); step = walk.next()) {
        if (step.get() instanceof WalkStep.Found found && found.file().isRegular()) {
          content(found.file().content());
          add();
        }
      }
    }
  }

  private void content(BlockSource content) throws IOException {
    long offset = 0;
    while (offset < content.size()) {
      Extent extent = content.extentAt(offset);
      if (extent.kind() == Extent.Kind.ZERO) {
        for (long left = extent.length(); left > 0; left -= PIECE) {
          digest.update(zeros, 0, (int) Math.min(left, PIECE));
        }
        offset += extent.length();
      } else {
        int length = (int) Math.min(PIECE, extent.length());
        while (length < PIECE && offset + length < content.size()) {
          Extent next = content.extentAt(offset + length);
          if (next.kind() == Extent.Kind.ZERO) {
            break;
          }
          length = (int) Math.min(PIECE, length + next.length());
        }
        content.readFully(offset, buffer.clear().limit(length));
        digest.update(buffer.array(), 0, length);
        offset += length;
      }
    }
    bytes += content.size();
  }

  private void folder(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              try (FileChannel channel = FileChannel.open(file)) {
                while (channel.read(buffer.clear()) > 0) {
                  digest.update(buffer.array(), 0, buffer.position());
                  bytes += buffer.position();
                }
              }
              add();
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void add() {
    files++;
    byte[] one = digest.digest();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += one[i];
    }
  }

  private static void list(Path image, String device, int rounds) throws IOException {
    double[] seconds = new double[rounds];
    long names = 0;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      names = 0;
      try (GuestKit kit = GuestKit.create();
          GuestFiles guest = kit.files(Machine.of(image), device)) {
        FileWalk walk = guest.walk("/", FileWalk.Scope.GUEST);
        for (Optional<WalkStep> step = walk.next(); step.isPresent(); step = walk.next()) {
          names += step.get() instanceof WalkStep.Found ? 1 : 0;
        }
      }
      seconds[round] = (System.nanoTime() - start) / 1e9;
    }
    double[] later = Arrays.copyOfRange(seconds, rounds / 2, rounds);
    Arrays.sort(later);
    System.out.println(names + " names, " + later[later.length / 2] + " s");
  }
}
