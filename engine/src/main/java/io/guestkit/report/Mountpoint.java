package io.guestkit.report;

/** A filesystem in its place. */
public record Mountpoint(
    @Component("Device that holds the filesystem; btrfsvol:DEVICE/PATH where it is a subvolume.")
        String device,
    @Component("Directory at which it is mounted.") String path) {

  /** Returns whether it is a filesystem of a volume, or a subvolume of it. */
  public boolean isOn(String volume) {
    return device.equals(volume) || device.startsWith("btrfsvol:" + volume + "/");
  }
}
