package io.guestkit.filesystem;

import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import io.guestkit.volume.Volume;
import java.util.List;
import java.util.Optional;

/**
 * What a volume was found to hold.
 *
 * @param volume the volume
 * @param filesystem its filesystem, where it is one that is read
 * @param info type, label and UUID; empty where nothing was recognised
 * @param owner device of the volume that the filesystem is reached by, where this is but another of
 *     its volumes
 * @param problems what could not be read
 */
public record VolumeContent(
    Volume volume,
    Optional<Filesystem> filesystem,
    Optional<FilesystemInfo> info,
    Optional<String> owner,
    List<Problem> problems) {}
