package io.guestkit.inspect.network.config;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.FileName;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/** The interfaces of a guest while its files are read. */
public final class InterfaceList {
  /**
   * 100 000: interfaces, addresses and names together. A trunk of 4094 VLANs has some ten thousand;
   * what small files multiply by lists of names ends here.
   */
  private static final int MAX_VALUES = 100_000;

  private final List<InterfaceDraft> drafts = new ArrayList<>();
  private int values;

  /**
   * Adds an interface.
   *
   * @throws UnsupportedImageException if there are more than any system has
   */
  public InterfaceDraft add(String name, String configurator, String path)
      throws UnsupportedImageException {
    count();
    InterfaceDraft draft = new InterfaceDraft(this, name, configurator, path);
    drafts.add(draft);
    return draft;
  }

  /** Counts one more value of an interface. */
  public void count() throws UnsupportedImageException {
    values++;
    if (values > MAX_VALUES) {
      throw new UnsupportedImageException(
          "more than " + MAX_VALUES + " settings of network interfaces");
    }
  }

  /**
   * Returns the interfaces by name, numbers in names as numbers, then by what configures them; what
   * is no address is a problem of its file.
   */
  public List<NetworkInterface> build(FactFiles files) {
    List<NetworkInterface> interfaces = new ArrayList<>();
    for (InterfaceDraft draft : drafts) {
      interfaces.add(draft.build());
      if (draft.invalid() != null) {
        files.corrupt(
            draft.path(),
            "%s: %s is no address"
                .formatted(FileName.display(draft.name()), FileName.display(draft.invalid())));
      }
    }
    interfaces.sort(InterfaceList::compare);
    return interfaces;
  }

  private static int compare(NetworkInterface a, NetworkInterface b) {
    int order = NaturalOrder.compare(a.name(), b.name());
    if (order == 0) {
      order = a.configurator().compareTo(b.configurator());
    }
    return order == 0 ? a.path().compareTo(b.path()) : order;
  }
}
