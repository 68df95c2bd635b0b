package io.guestkit.dist.ansible;

import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A folder of images: good ones, one over another, damaged, encrypted, of a format that is not
 * read, and one whose names want to run something.
 *
 * @param path the folder
 */
record PlaybookImages(Path path) {
  /** Makes them; skips the test without the tools. */
  static PlaybookImages make(Path path) throws IOException {
    PlaybookImages images = new PlaybookImages(path);
    Files.copy(Repository.sample(), path.resolve("sample.qcow2"));
    Files.createSymbolicLink(path.resolve("deb12.qcow2"), Guests.made("deb12.qcow2"));
    byte[] sample = Files.readAllBytes(Repository.sample());
    Files.write(path.resolve("broken.qcow2"), Arrays.copyOf(sample, 70_000));
    images.run("qemu-img create -q -f vmdk old.vmdk 1M");
    images.run("qemu-img create -q -f qcow2 -F qcow2 -b sample.qcow2 overlay.qcow2");
    images.run("truncate -s 20M luks.img");
    images.run(
        "printf x | cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000"
            + " luks.img -");
    images.makeHostile();
    images.makeReady();
    return images;
  }

  private void run(String script) {
    Tool.shell("PATH=$PATH:/usr/sbin:/sbin; cd '%s'; %s".formatted(path, script));
  }

  /** A guest in which everything that can be is bad. */
  private void makeHostile() throws IOException {
    Path tree = Files.createDirectory(path.resolveSibling("tree"));
    for (String folder : List.of("etc/ssh", "var/lib/dpkg", "usr/sbin", "usr/bin", "bin")) {
      Files.createDirectories(tree.resolve(folder));
    }
    Files.writeString(
        tree.resolve("etc/os-release"),
        """
        ID=debian
        VERSION_ID=12
        PRETTY_NAME="<i>{{ lookup('pipe', 'touch %s') }}"
        SUPPORT_END=2020-06-10
        """
            .formatted(injected()));
    Files.writeString(tree.resolve("etc/hostname"), "<script>alert(1)</script>\n");
    Files.writeString(tree.resolve("etc/passwd"), "root::0:0:root:/root:/bin/bash\n");
    Files.writeString(tree.resolve("etc/shadow"), "root::19000:0:99999:7:::\n");
    Files.writeString(tree.resolve("etc/fstab"), "/dev/sda1 / ext4 defaults 0 1\n");
    Files.writeString(
        tree.resolve("etc/ssh/sshd_config"), "PermitRootLogin yes\nPasswordAuthentication yes\n");
    Files.writeString(tree.resolve("usr/sbin/sshd"), "");
    Files.writeString(
        tree.resolve("var/lib/dpkg/status"),
        entry("telnetd", "1:0.17~rc1-1") + entry("=cmd", "1") + entry("apt", "1.0"));
    run("truncate -s 8M hostile.img; mke2fs -q -t ext4 -d '%s' hostile.img".formatted(tree));
  }

  private static String entry(String name, String version) {
    return """
    Package: %s
    Status: install ok installed
    Version: %s
    Architecture: amd64

    """
        .formatted(name, version);
  }

  /** The sample, with the agent of its hypervisor and no network that depends on a slot. */
  private void makeReady() {
    run(
        """
        qemu-img convert -O raw sample.qcow2 ready.img
        dd if=ready.img of=root bs=1M skip=41 count=64 status=none
        printf 'rm /etc/netplan/50-ens3.yaml\\nwrite /bin/true /usr/sbin/qemu-ga\\n' > commands
        printf 'sif /usr/sbin/qemu-ga mode 0100755\\n' >> commands
        debugfs -w -f commands root > log 2>&1
        dd if=root of=ready.img bs=1M seek=41 conv=notrunc status=none
        rm root commands log
        """);
  }

  /** Returns the file that a guest wants to make on the controller. */
  Path injected() {
    return path.resolveSibling("injected");
  }

  String folder() {
    return path.toString();
  }

  String sample() {
    return path.resolve("sample.qcow2").toString();
  }

  String debian() {
    return path.resolve("deb12.qcow2").toString();
  }

  /** Returns the names of all images. */
  List<String> names() {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls something while an image changes all the time. */
  <T> T whileOneChanges(Callable<T> call) throws Exception {
    Path image = path.resolve("ready.img");
    AtomicBoolean ends = new AtomicBoolean();
    Thread thread =
        Thread.startVirtualThread(() -> {
          for (long time = 1; !ends.get(); time++) {
            touch(image, time);
            LockSupport.parkNanos(1_000_000);
          }
        });
    try {
      return call.call();
    } finally {
      ends.set(true);
      thread.join();
    }
  }

  private static void touch(Path image, long millis) {
    try {
      Files.setLastModifiedTime(image, FileTime.fromMillis(millis));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
