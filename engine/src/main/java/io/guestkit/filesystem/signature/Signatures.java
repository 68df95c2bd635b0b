package io.guestkit.filesystem.signature;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names what a volume holds. */
public final class Signatures {
  private static final List<Recogniser> TABLE = table();

  private Signatures() {}

  private static List<Recogniser> table() {
    List<Recogniser> table = new ArrayList<>();
    table.add(LinuxRaid::recognise);
    table.addAll(FirmwareRaid.TABLE);
    table.addAll(Members.TABLE);
    table.add(Bitlocker::recognise);
    table.add(Swap::recognise);
    table.addAll(UnixFilesystems.TABLE);
    table.add(Ext::recognise);
    table.add(Udf::recognise);
    table.add(Iso9660::recognise);
    table.add(Zfs::recognise);
    table.addAll(Apple.TABLE);
    table.addAll(ClusterFilesystems.TABLE);
    table.addAll(Microsoft.TABLE);
    table.addAll(OlderFilesystems.TABLE);
    return List.copyOf(table);
  }

  /** Returns what the volume is by its magic numbers, empty where nothing knows it. */
  public static Optional<Signature> find(BlockSource volume) throws IOException {
    Probe probe = new Probe(volume);
    for (Recogniser recogniser : TABLE) {
      try {
        Optional<Signature> signature = recogniser.recognise(probe);
        if (signature.isPresent()) {
          return signature;
        }
      } catch (CorruptImageException e) {
        // What it looked for lies past the end: not its content.
      }
    }
    return Optional.empty();
  }
}
