package io.guestkit.image.qcow2;

import io.guestkit.image.DiskImageContract;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Qcow2ContractTest extends DiskImageContract {
  @Override
  protected Path write(byte[] content) throws IOException {
    Path raw = Files.write(folder.resolve("disk.raw"), content);
    Path image = folder.resolve("disk.qcow2");
    Tool.run("qemu-img", "convert", "-O", "qcow2", raw.toString(), image.toString());
    return image;
  }
}
