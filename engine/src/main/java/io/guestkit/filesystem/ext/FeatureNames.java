package io.guestkit.filesystem.ext;

import java.util.ArrayList;
import java.util.List;

/** Names of features, as dumpe2fs prints them. Source: e2fsprogs 1.47, ext4(5). */
final class FeatureNames {
  /** By the number of the bit; empty where e2fsprogs has no name. */
  private static final String[] COMPAT = {
    "dir_prealloc",
    "imagic_inodes",
    "has_journal",
    "ext_attr",
    "resize_inode",
    "dir_index",
    "lazy_bg",
    "",
    "snapshot_bitmap",
    "sparse_super2",
    "fast_commit",
    "stable_inodes",
    "orphan_file"
  };

  private static final String[] INCOMPAT = {
    "compression",
    "filetype",
    "needs_recovery",
    "journal_dev",
    "meta_bg",
    "",
    "extent",
    "64bit",
    "mmp",
    "flex_bg",
    "ea_inode",
    "",
    "dirdata",
    "metadata_csum_seed",
    "large_dir",
    "inline_data",
    "encrypt",
    "casefold"
  };

  private static final String[] RO_COMPAT = {
    "sparse_super",
    "large_file",
    "",
    "huge_file",
    "uninit_bg",
    "dir_nlink",
    "extra_isize",
    "snapshot",
    "quota",
    "bigalloc",
    "metadata_csum",
    "replica",
    "read-only",
    "project",
    "shared_blocks",
    "verity",
    "orphan_present"
  };

  private FeatureNames() {}

  /** Returns the names of the features that are on: compatible, incompatible, read-only ones. */
  static List<String> of(Features features) {
    List<String> names = new ArrayList<>();
    add(names, features.compat(), COMPAT, 'C');
    add(names, features.incompat(), INCOMPAT, 'I');
    add(names, features.roCompat(), RO_COMPAT, 'R');
    return names;
  }

  private static void add(List<String> names, long word, String[] table, char letter) {
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      if ((word >> bit & 1) != 0) {
        boolean named = bit < table.length && !table[bit].isEmpty();
        names.add(named ? table[bit] : "FEATURE_" + letter + bit);
      }
    }
  }
}
