package io.guestkit.guest;

import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.PartitionInfo;

/**
 * Types of partitions that say what they are for. Source: the Discoverable Partitions Specification
 * of the UAPI group, version 1.
 */
final class PartitionTypes {
  static final String ESP = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";
  static final String EXTENDED_BOOT = "bc13c2ff-59e6-4262-a352-b275fd6f7172";
  static final String HOME = "933ac7e1-2eb4-4f13-b844-0e14e2aef915";
  static final String SRV = "3b8f8425-20e0-4f3b-907f-1a25a76f98e8";
  static final String VAR = "4d21b016-b534-45c2-a9fb-5c16e091fd2d";
  static final String TMP = "7ec6f557-3bc5-4aca-b293-16ef5df639d1";

  /** No automatic mount. */
  private static final long NO_AUTO = 1L << 63;

  private static final int GUID_LENGTH = 36;

  /** Root and /usr of each architecture. */
  private static final String[][] ROOT_AND_USR = {
    {"4f68bce3-e8cd-4db1-96e7-fbcaf984b709", "8484680c-9521-48c6-9c11-b0720656f69e"}, // x86-64
    {"44479540-f297-41b2-9af7-d131d5f0458a", "75250d76-8cc6-458e-bd66-bd47cc81a812"}, // x86
    {"b921b045-1df0-41c3-af44-4c6f280d3fae", "b0e01050-ee5f-4390-949a-9101b17104e9"}, // arm64
    {"69dad710-2ce4-4e3c-b16c-21a1d49abed3", "7d0359a3-02b3-4f0a-865c-654403e70625"}, // arm
    {"72ec70a6-cf74-40e6-bd49-4bda08e8f224", "beaec34b-8442-439b-a40b-984381ed097d"}, // riscv64
    {"c31c45e6-3f39-412e-80fb-4809c4980599", "15bb03af-77e7-4d4a-b12b-c0d084f7491c"}, // ppc64le
    {"5eead9a9-fe09-4a1e-a1d7-520d00531306", "8a4f5770-50aa-4ed3-874a-99b710db6fea"}, // s390x
    {"77055800-792c-4f94-b39a-98c91b762bb6", "e611c702-575c-4cbe-9a46-434fa0bf7e3f"}, // loongarch64
  };

  private PartitionTypes() {}

  /** Returns the type of a partition of a GUID table, or nothing. */
  static String of(VolumeContent content) {
    PartitionInfo partition = content.volume().partition();
    return partition != null && partition.type().length() == GUID_LENGTH ? partition.type() : "";
  }

  /** Returns whether a partition asks not to be mounted without a word of fstab. */
  static boolean isLeftAlone(VolumeContent content) {
    return (content.volume().attributes() & NO_AUTO) != 0;
  }

  /** Returns whether a type is a /usr, of the architecture of the root where its type tells. */
  static boolean isUsr(String type, String root) {
    boolean tells = false;
    boolean any = false;
    for (String[] pair : ROOT_AND_USR) {
      if (pair[0].equals(root)) {
        tells = true;
        if (pair[1].equals(type)) {
          return true;
        }
      }
      any |= pair[1].equals(type);
    }
    return any && !tells;
  }
}
