package io.guestkit.guest;

import io.guestkit.guest.device.Devices;
import io.guestkit.guest.table.FstabLine;
import java.util.Set;

/** What a line of fstab asks for. */
enum MountKind {
  /** A filesystem of a volume. */
  DEVICE,
  /** A directory or file of the guest at a second place. */
  BIND,
  /** An image in a file of the guest. */
  FILE,
  /** Something of disks that is never read by its line: a pool, layers of directories. */
  UNREAD,
  /** Nothing that is on a disk, or nothing that is mounted. */
  NONE;

  /** Types that no volume holds, or that are not mounted at a path. */
  private static final Set<String> NOT_ON_DISK =
      Set.of(
          "swap",
          "none",
          "ignore",
          "proc",
          "sysfs",
          "tmpfs",
          "ramfs",
          "devtmpfs",
          "devpts",
          "cgroup",
          "cgroup2",
          "debugfs",
          "tracefs",
          "securityfs",
          "configfs",
          "pstore",
          "mqueue",
          "hugetlbfs",
          "usbfs",
          "binfmt_misc",
          "rpc_pipefs",
          "nfsd",
          "fusectl",
          "efivarfs",
          "bpf",
          "autofs",
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "smbfs",
          "9p",
          "virtiofs",
          "glusterfs",
          "ceph",
          "lustre",
          "sshfs",
          "fuse",
          "davfs");

  private static final Set<String> NEVER_READ = Set.of("overlay", "aufs", "unionfs", "zfs");

  static MountKind of(FstabLine line) {
    if (depth(line.path()) == 0) {
      return NONE;
    }
    if (line.has("bind") || line.has("rbind")) {
      return line.spec().startsWith("/") ? BIND : NONE;
    }
    if (NEVER_READ.contains(line.type())) {
      return UNREAD;
    }
    if (NOT_ON_DISK.contains(line.type()) || line.type().startsWith("fuse.")) {
      return NONE;
    }
    if (Devices.isLocal(line.spec())) {
      return DEVICE;
    }
    return line.spec().startsWith("/") && !line.spec().startsWith("//") ? FILE : NONE;
  }

  /** Returns how many names a path has; 0 for the root and for what is no path. */
  static int depth(String path) {
    if (!path.startsWith("/")) {
      return 0;
    }
    int depth = 0;
    for (int i = 0; i + 1 < path.length(); i++) {
      depth += path.charAt(i) == '/' && path.charAt(i + 1) != '/' ? 1 : 0;
    }
    return depth;
  }
}
