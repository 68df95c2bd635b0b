package io.guestkit.filesystem.btrfs.file;

import io.guestkit.filesystem.btrfs.tree.Tree;

/**
 * A subvolume and where it stands.
 *
 * @param id number of its tree
 * @param path from the top of the filesystem, empty for the top level
 * @param parent number of the subvolume that it stands in, 0 for the top level
 * @param directory number of the directory there
 * @param name its name there
 * @param item what its root says of it
 * @param tree its files
 */
public record Subvolume(
    long id, String path, long parent, long directory, String name, RootItem item, Tree tree) {}
