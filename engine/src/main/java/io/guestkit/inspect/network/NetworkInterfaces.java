package io.guestkit.inspect.network;

import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.network.config.InterfaceList;
import io.guestkit.inspect.network.ifcfg.RedHatFiles;
import io.guestkit.inspect.network.ifcfg.SuseFiles;
import io.guestkit.inspect.network.ifupdown.Ifupdown;
import io.guestkit.inspect.network.netplan.Netplan;
import io.guestkit.inspect.network.networkd.Networkd;
import io.guestkit.inspect.network.networkmanager.Keyfiles;
import io.guestkit.report.NetworkInterface;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The interfaces that the files of a guest configure, whatever program reads them. */
public final class NetworkInterfaces {
  private NetworkInterfaces() {}

  /** Adds the interfaces of one format. */
  @FunctionalInterface
  private interface Format {
    void read(FactFiles files, InterfaceList list) throws IOException;
  }

  /**
   * A format and the directories or the file that it is read from.
   *
   * @param paths one of which is there where there is anything to read
   */
  private record Source(List<String> paths, FileType type, Format format) {}

  private static final List<Source> SOURCES =
      List.of(
          new Source(
              List.of("/etc/network/interfaces"),
              FileType.REGULAR,
              (files, list) -> Ifupdown.read(files, list)),
          new Source(
              List.of("/etc/netplan", "/usr/lib/netplan", "/lib/netplan"),
              FileType.DIRECTORY,
              (files, list) -> Netplan.read(files, list)),
          new Source(
              List.of(
                  "/etc/NetworkManager/system-connections",
                  "/usr/lib/NetworkManager/system-connections"),
              FileType.DIRECTORY,
              (files, list) -> Keyfiles.read(files, list)),
          new Source(
              List.of(
                  "/etc/systemd/network",
                  "/usr/local/lib/systemd/network",
                  "/usr/lib/systemd/network",
                  "/lib/systemd/network"),
              FileType.DIRECTORY,
              (files, list) -> Networkd.read(files, list)),
          new Source(
              List.of("/etc/sysconfig/network-scripts"),
              FileType.DIRECTORY,
              (files, list) -> RedHatFiles.read(files, list)),
          new Source(
              List.of("/etc/sysconfig/network"),
              FileType.DIRECTORY,
              (files, list) -> SuseFiles.read(files, list)));

  /** Returns the interfaces by name, then by what configures them. */
  public static List<NetworkInterface> read(FactFiles files) throws IOException {
    InterfaceList list = new InterfaceList();
    for (Source source : SOURCES) {
      read(source, files, list);
    }
    return list.build(files);
  }

  /** What one format cannot read is a problem, and the next one is read. */
  private static void read(Source source, FactFiles files, InterfaceList list) throws IOException {
    for (String path : source.paths()) {
      Optional<GuestFile> found = files.find(path);
      if (found.isPresent() && found.get().entry().type() == source.type()) {
        files.attempt(
            path,
            () -> {
              source.format().read(files, list);
              return Optional.empty();
            });
        return;
      }
    }
  }
}
