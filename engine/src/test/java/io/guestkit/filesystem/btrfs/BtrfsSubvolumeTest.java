package io.guestkit.filesystem.btrfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.MissingImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.report.SubvolumeInfo;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subvolumes and snapshots, as the kernel and the tool show them. */
class BtrfsSubvolumeTest {
  private static final String SCRIPT =
      """
      btrfs() { command btrfs "$@" >&2; }
      btrfs subvolume create @; btrfs subvolume create @home; mkdir -p @/var/lib plain/folder
      echo one > @/file; echo home > @home/file; echo top > plain/file
      chown 7:8 @/var/lib
      btrfs subvolume create @/var/lib/machines; echo nested > @/var/lib/machines/file
      btrfs subvolume create @/var/lib/machines/deeper
      btrfs subvolume create plain/folder/sub
      btrfs subvolume create gone; echo gone > gone/file
      btrfs subvolume create gone/inside; echo inside > gone/inside/file
      btrfs subvolume snapshot -r @ snap1; echo two > @/file; echo new > @/new
      btrfs subvolume snapshot @ plain/snap2; btrfs subvolume snapshot plain/snap2 plain/snap3
      echo three > plain/snap3/file; ln plain/snap3/new plain/snap3/link
      mv @/var/lib/machines @/var/renamed
      sync
      btrfs subvolume delete gone/inside; btrfs subvolume delete gone
      btrfs subvolume create ''$'\\xff'; btrfs subvolume create 'with space'
      """;

  @TempDir static Path folder;
  private static List<Path> images = List.of();

  @BeforeAll
  static void makeImage() {
    BtrfsImages.requireTools();
    images = BtrfsImages.make(folder, 1, "256M", "-n 4096");
    BtrfsImages.fill(images, "rw", SCRIPT);
    BtrfsImages.fill(images, "rw", "btrfs subvolume set-default plain/snap3 >&2");
  }

  /** Puts our time where the kernel says now: at what stands for a subvolume in a snapshot. */
  private static SortedMap<String, Listing.Entry> settled(
      SortedMap<String, Listing.Entry> kernel, SortedMap<String, Listing.Entry> ours) {
    SortedMap<String, Listing.Entry> settled = new TreeMap<>(kernel);
    kernel.forEach((path, e) -> {
      Listing.Entry own = ours.get(path);
      if (e.inode() == 2 && own != null) {
        settled.put(
            path,
            new Listing.Entry(
                e.type(),
                e.mode(),
                e.uid(),
                e.gid(),
                e.size(),
                e.allocated(),
                own.modified(),
                e.links(),
                e.inode(),
                e.target(),
                e.device(),
                e.sha256(),
                e.attributes()));
      }
    });
    return settled;
  }

  @Test
  void crossesSubvolumesAsTheKernelDoes() throws IOException {
    BtrfsFilesystem ours = BtrfsImages.open(images);
    List<String> placeholders = new ArrayList<>();
    for (String path : List.of("", "@", "plain/snap2")) {
      SortedMap<String, Listing.Entry> kernel =
          BtrfsImages.view(images, "ro,subvol=/" + path).entries();
      SortedMap<String, Listing.Entry> entries = Listing.of(ours, ours.subvolume(path));
      BtrfsKernelTest.assertSame(entries, settled(kernel, entries));
      entries.forEach((name, entry) -> {
        if (entry.inode() == 2) {
          placeholders.add(path + name);
        }
      });
    }
    assertThat(placeholders)
        .containsExactly(
            "/plain/snap2/var/lib/machines",
            "/plain/snap3/var/lib/machines",
            "/snap1/var/lib/machines",
            "plain/snap2/var/lib/machines");
  }

  @Test
  void listsWhatTheToolLists() throws IOException {
    String printed =
        Tool.shell(
            BtrfsImages.mounted(
                images,
                "ro,subvolid=5",
                """
                btrfs subvolume list -puq . | LC_ALL=C sed 's/^/list /'
                btrfs subvolume list -r . | LC_ALL=C sed 's/^/ro /'
                btrfs subvolume get-default .
                for s in @ snap1; do btrfs subvolume show $s | grep 'Creation time'; done
                """));
    BtrfsFilesystem ours = BtrfsImages.open(images);
    List<SubvolumeInfo> list = ours.subvolumes();
    List<String> lines = printed.lines().filter(line -> line.startsWith("list ")).toList();
    assertThat(list).hasSameSizeAs(lines).hasSize(10);
    for (SubvolumeInfo each : list) {
      String line =
          lines.stream()
              .filter(l -> l.startsWith("list ID " + each.id() + " "))
              .findFirst()
              .orElseThrow();
      assertThat(line)
          .contains(" parent %d ".formatted(each.parentId()))
          .contains(" uuid %s ".formatted(each.uuid()))
          .containsPattern(
              " parent_uuid +%s ".formatted(each.parentUuid() == null ? "-" : each.parentUuid()));
      if (!each.path().equals("\udcff")) {
        assertThat(line).endsWith(" path " + each.path());
      }
      assertThat(each.readOnly()).isEqualTo(printed.contains("ro ID " + each.id() + " "));
      assertThat(each.isDefault()).isEqualTo(printed.contains("\nID " + each.id() + " "));
    }
    assertThat(list)
        .filteredOn(SubvolumeInfo::isDefault)
        .extracting(SubvolumeInfo::path)
        .containsExactly("plain/snap3");
    assertThat(list)
        .filteredOn(SubvolumeInfo::readOnly)
        .extracting(SubvolumeInfo::path)
        .containsExactly("snap1");
    for (String path : List.of("@", "snap1")) {
      Instant created =
          list.stream()
              .filter(each -> each.path().equals(path))
              .map(SubvolumeInfo::createdAt)
              .findFirst()
              .orElseThrow();
      assertThat(printed.replaceAll("(\\d) (\\d\\d:\\d\\d:\\d\\d) \\+0000", "$1T$2Z"))
          .contains(created.truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }

  @Test
  void mountsTheDefault() throws IOException {
    KernelImages.View kernel = BtrfsImages.view(images, "ro");
    BtrfsFilesystem ours = BtrfsImages.open(images);
    SortedMap<String, Listing.Entry> entries = Listing.of(ours);
    BtrfsKernelTest.assertSame(entries, settled(kernel.entries(), entries));
    assertThat(ours.root().subvolume()).isEqualTo("plain/snap3");
    assertThat(ours.root().inode()).isEqualTo(256);
    assertThat(ours.subvolume("").subvolume()).isEmpty();
    assertThat(ours.info("/dev/sda").features()).contains("DEFAULT_SUBVOL");
  }

  @Test
  void saysWhichSubvolumeHoldsAnEntry() throws IOException {
    BtrfsFilesystem ours = BtrfsImages.open(images);
    FileEntry var = ours.find(ours.subvolume("@"), "var").orElseThrow();
    FileEntry nested = ours.find(var, "renamed").orElseThrow();
    FileEntry file = ours.find(nested, "file").orElseThrow();
    assertThat(var.subvolume()).isEqualTo("@");
    assertThat(nested.inode()).isEqualTo(256);
    assertThat(nested.subvolume()).isEqualTo("@/var/renamed");
    assertThat(file.subvolume()).isEqualTo("@/var/renamed");
    List<DirectoryEntry> names = ours.list(var);
    assertThat(names).extracting(DirectoryEntry::name).contains("renamed");
  }

  @Test
  void hasNoSubvolumeOfAnotherPath() throws IOException {
    BtrfsFilesystem ours = BtrfsImages.open(images);
    for (String path : List.of("gone", "plain", "@/var", "snap1/", "/@")) {
      assertThatExceptionOfType(MissingImageException.class)
          .isThrownBy(() -> ours.subvolume(path))
          .withMessageContaining(path);
    }
  }
}
