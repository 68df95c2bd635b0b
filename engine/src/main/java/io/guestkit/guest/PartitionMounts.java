package io.guestkit.guest;

import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.PartitionInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What systemd mounts without a word of fstab: partitions of the root's disk whose type says where
 * they belong, where nothing is there yet. The first partition of a type counts. Source:
 * systemd-gpt-auto-generator(8) of systemd 257.
 */
final class PartitionMounts {
  private static final String GENERATOR = "/systemd/system-generators/systemd-gpt-auto-generator";

  /** 64: 32 digits and a line's end. */
  private static final int MAX_MACHINE_ID_BYTES = 64;

  private static final int MACHINE_ID_DIGITS = 32;

  private final List<VolumeContent> partitions;
  private final Set<String> fstab;
  private final Mounter mounter;

  /**
   * Makes the mounts of one guest.
   *
   * @param partitions those of the root's disk
   * @param fstab the places that fstab has a line for
   */
  PartitionMounts(List<VolumeContent> partitions, Set<String> fstab, Mounter mounter) {
    this.partitions = partitions;
    this.fstab = fstab;
    this.mounter = mounter;
  }

  void run() throws IOException {
    boolean any = false;
    for (VolumeContent partition : partitions) {
      any |= isCandidate(partition) && !mounter.isMounted(partition.volume().device());
    }
    if (!any || !isGeneratorThere()) {
      return;
    }
    mount(PartitionTypes.VAR, "/var");
    mount(PartitionTypes.HOME, "/home");
    mount(PartitionTypes.SRV, "/srv");
    mount(PartitionTypes.TMP, "/var/tmp");
    mount(PartitionTypes.EXTENDED_BOOT, "/boot");
    mountEsp();
  }

  private static boolean isCandidate(VolumeContent partition) {
    return switch (PartitionTypes.of(partition)) {
      case PartitionTypes.ESP,
          PartitionTypes.EXTENDED_BOOT,
          PartitionTypes.HOME,
          PartitionTypes.SRV,
          PartitionTypes.VAR,
          PartitionTypes.TMP ->
          !PartitionTypes.isLeftAlone(partition);
      default -> false;
    };
  }

  private boolean isGeneratorThere() throws IOException {
    GuestRoot guest = mounter.guest();
    Optional<GuestFile> masked = guest.findNoFollow("/etc" + GENERATOR);
    if (masked.isPresent()) {
      return false; // a link to /dev/null, or another program
    }
    return guest.find("/usr/lib" + GENERATOR).isPresent()
        || guest.find("/lib" + GENERATOR).isPresent();
  }

  private void mount(String type, String path) throws IOException {
    Optional<VolumeContent> partition = first(type);
    if (partition.isPresent()
        && isFree(path)
        && (!type.equals(PartitionTypes.VAR) || isOfThisMachine(partition.get()))) {
      mounter.mountPartition(path, partition.get());
    }
  }

  /** The ESP is at /efi, or at /boot where no other partition is: where such a directory waits. */
  private void mountEsp() throws IOException {
    Optional<VolumeContent> esp = first(PartitionTypes.ESP);
    if (esp.isEmpty()) {
      return;
    }
    GuestRoot guest = mounter.guest();
    for (String path : List.of("/efi", "/boot")) {
      if (guest.find(path).isPresent()) {
        if (isFree(path)) {
          mounter.mountPartition(path, esp.get());
        }
        return;
      }
    }
  }

  private Optional<VolumeContent> first(String type) {
    for (VolumeContent partition : partitions) {
      if (PartitionTypes.of(partition).equals(type) && isCandidate(partition)) {
        return mounter.isMounted(partition.volume().device())
            ? Optional.empty()
            : Optional.of(partition);
      }
    }
    return Optional.empty();
  }

  /** Returns whether nothing is or will be mounted at a place, and no files are there. */
  private boolean isFree(String path) throws IOException {
    GuestRoot guest = mounter.guest();
    if (fstab.contains(path) || mounter.mounts().covers(path)) {
      return false;
    }
    Optional<GuestFile> place = guest.findNoFollow(path);
    return place.isEmpty()
        || (place.get().entry().type() == FileType.DIRECTORY && guest.names(place.get()).isEmpty());
  }

  /** A /var belongs to one machine: its GUID is made of the type's and the machine's identifier. */
  private boolean isOfThisMachine(VolumeContent var) throws IOException {
    PartitionInfo partition = var.volume().partition();
    Optional<GuestFile> file = mounter.guest().find("/etc/machine-id");
    if (partition == null || file.isEmpty() || file.get().entry().type() != FileType.REGULAR) {
      return false;
    }
    String id = FileName.decode(mounter.guest().read(file.get(), MAX_MACHINE_ID_BYTES)).strip();
    return isHexadecimal(id) && varId(id).toString().equals(partition.uuid());
  }

  private static boolean isHexadecimal(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) > 'f' || Character.digit(id.charAt(i), 16) < 0) {
        return false;
      }
    }
    return id.length() == MACHINE_ID_DIGITS;
  }

  /**
   * Returns the GUID that the /var of a machine has: the first half of the HMAC-SHA256 of the type
   * with the machine's identifier as key, as a UUID of version 4. Source: sd_id128_get_machine(3).
   */
  static UUID varId(String machineId) {
    UUID type = UUID.fromString(PartitionTypes.VAR);
    byte[] message =
        ByteBuffer.allocate(16)
            .putLong(type.getMostSignificantBits())
            .putLong(type.getLeastSignificantBits())
            .array();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(machineId), "HmacSHA256"));
      ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(message));
      long high = (hash.getLong() & ~0xf000L) | 0x4000L;
      long low = (hash.getLong() & ~(3L << 62)) | 1L << 63;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has this algorithm and takes any key", e);
    }
  }
}
