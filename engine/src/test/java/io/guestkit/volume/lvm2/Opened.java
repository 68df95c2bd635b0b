package io.guestkit.volume.lvm2;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.block.ReadSession;
import io.guestkit.report.VolumeGroupInfo;
import io.guestkit.testing.Sources;
import io.guestkit.volume.Disks;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Images that are open as the disks of one machine. */
record Opened(VolumeLayout layout, List<FileSource> sources) implements AutoCloseable {

  static Opened of(List<Path> disks) throws IOException {
    ReadSession session = Sources.session();
    List<FileSource> sources = new ArrayList<>();
    List<Volume> volumes = new ArrayList<>();
    for (Path disk : disks) {
      FileSource source = FileSource.open(disk, session);
      sources.add(source);
      String device = "/dev/sd" + (char) ('a' + volumes.size());
      volumes.add(Disks.disk(device, source.slice(device, 0, source.size())));
    }
    return new Opened(VolumeSystems.scan(volumes), sources);
  }

  VolumeGroupInfo group() {
    assertThat(layout.volumeGroups()).hasSize(1);
    return layout.volumeGroups().getFirst();
  }

  byte[] bytes(String device) throws IOException {
    BlockSource source = source(device);
    assertThat(source.name()).isEqualTo(device);
    return source.readBytes(0, (int) source.size());
  }

  BlockSource source(String device) {
    return layout.volumes().stream()
        .filter(volume -> volume.device().equals(device))
        .findFirst()
        .orElseThrow()
        .source();
  }

  String text(String device, int length) throws IOException {
    return new String(source(device).readBytes(0, length), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    for (FileSource source : sources) {
      source.close();
    }
  }
}
