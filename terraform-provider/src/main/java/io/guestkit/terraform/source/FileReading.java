package io.guestkit.terraform.source;

import io.guestkit.FoundFile;
import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.Limits;
import io.guestkit.Machine;
import io.guestkit.report.FileInfo;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reading of one file of a guest, all of it or nothing. */
final class FileReading implements Door.Reading<Optional<FileReading.Read>> {
  private final Machine machine;
  private final FileArguments wanted;
  private final Limits limits;
  private boolean isOpen;

  FileReading(Machine machine, FileArguments wanted, Limits limits) {
    this.machine = machine;
    this.wanted = wanted;
    this.limits = limits;
  }

  /**
   * What was read.
   *
   * @param file what the file is
   * @param linkTarget target of the link that the path itself is, or null
   * @param content null where none was wanted
   * @param sha256 hash of the content in hexadecimal; null where it is too large, or no regular
   *     file
   */
  @SuppressWarnings("ArrayRecordComponent") // neither compared nor changed
  record Read(
      FoundFile file,
      @Nullable String linkTarget,
      byte @Nullable [] content,
      @Nullable String sha256) {}

  /** Returns whether the disks and the filesystem were found. */
  boolean isOpen() {
    return isOpen;
  }

  /** Returns what the file is and holds; empty where there is none. */
  @Override
  public Optional<Read> run(GuestKit kit) throws IOException {
    try (GuestFiles files = kit.files(machine, wanted.filesystem(), limits)) {
      isOpen = true;
      Optional<FoundFile> found = files.find(wanted.path());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      FoundFile file = found.get();
      FileInfo itself = files.stat(wanted.path());
      boolean isTooLarge = wanted.wantsContent() && file.info().sizeBytes() > wanted.maxBytes();
      if (!file.isRegular() || isTooLarge) {
        return Optional.of(new Read(file, itself.target(), null, null));
      }
      return Optional.of(read(file, itself.target()));
    }
  }

  private Read read(FoundFile file, @Nullable String linkTarget) throws IOException {
    MessageDigest digest = sha256();
    byte @Nullable [] content = null;
    if (wanted.wantsContent()) {
      content = file.bytes();
      digest.update(content);
    } else {
      file.digest(digest);
    }
    return new Read(file, linkTarget, content, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
