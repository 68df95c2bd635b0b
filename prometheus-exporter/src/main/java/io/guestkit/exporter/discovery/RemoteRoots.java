package io.guestkit.exporter.discovery;

import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/** Roots on filesystems whose changes other hosts may make, of which this host is told nothing. */
final class RemoteRoots {
  /** By the names of proc(5), {@code /proc/filesystems}. */
  private static final Set<String> TYPES =
      Set.of(
          "9p",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "fuse.ceph-fuse",
          "fuse.glusterfs",
          "fuse.sshfs",
          "gfs2",
          "gpfs",
          "lustre",
          "nfs",
          "nfs4",
          "ocfs2",
          "smb3",
          "vboxsf",
          "virtiofs");

  private RemoteRoots() {}

  /** Says in the log which they are. */
  static void tell(List<Root> roots, Log log) {
    for (Root root : roots) {
      try {
        String type = Files.getFileStore(root.path()).type();
        if (TYPES.contains(type)) {
          log.info(
              "The periodic walk finds what other hosts change",
              "root",
              root.name(),
              "filesystem",
              type);
        }
      } catch (IOException e) {
        log.debug("Filesystem unknown", "root", root.name(), "err", String.valueOf(e.getMessage()));
      }
    }
  }
}
