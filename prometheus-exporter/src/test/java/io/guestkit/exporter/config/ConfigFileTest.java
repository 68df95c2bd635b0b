package io.guestkit.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.exporter.metrics.MetricCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  @TempDir Path dir;

  private Path write(String yaml) throws IOException {
    return Files.writeString(dir.resolve("guestkit.yml"), yaml.replace("DIR", dir.toString()));
  }

  @Test
  void readsRootsAndWhatTheyAllow() throws Exception {
    Path shared = Files.createDirectory(dir.resolve("shared bases"));
    Path file =
        write(
            """
            # images of two teams
            roots:
              - name: golden
                path: DIR/.
              - {name: "équipe 2", path: DIR/shared bases, allowed_dirs: [DIR, DIR/shared bases]}
              - name: chosen
                path: /
                include: ["web/*.qcow2", "**/disk[0-9].raw"]
                exclude: ["**/old/**"]
            """);

    assertThat(ConfigFile.read(file).roots())
        .containsExactly(
            new Root("golden", dir, List.of(), List.of(), List.of(), null),
            new Root("équipe 2", shared, List.of(dir, shared), List.of(), List.of(), null),
            new Root(
                "chosen",
                Path.of("/"),
                List.of(),
                List.of("web/*.qcow2", "**/disk[0-9].raw"),
                List.of("**/old/**"),
                null));
  }

  @Test
  void readsModulesAndHowImagesAreFoundAndInspected() throws Exception {
    Path file =
        write(
            """
            roots: [{name: golden, path: DIR, baseline: DIR/guestkit.yml}]
            modules:
              sizes: {collectors: [image, filesystem], timeout: 10s}
              all: {}
            discovery: {interval: 1h30m, watch: false}
            inspection: {parallelism: 3, timeout: 90s, min_interval: 1m500ms, series_per_image: 7}
            """);

    Configuration read = ConfigFile.read(file);
    assertThat(read.roots().getFirst().baseline()).isEqualTo(file);
    assertThat(read.modules())
        .isEqualTo(
            Map.of(
                "sizes",
                new ProbeModule(
                    List.of(MetricCollector.IMAGE, MetricCollector.FILESYSTEM),
                    Duration.ofSeconds(10)),
                "all",
                new ProbeModule(List.of(), null)));
    assertThat(read.discovery()).isEqualTo(new DiscoverySettings(Duration.ofMinutes(90), false));
    assertThat(read.inspection())
        .isEqualTo(new InspectionSettings(3, Duration.ofSeconds(90), Duration.ofMillis(60_500), 7));
  }

  @Test
  void hasDefaultsForAllButTheRoots() throws Exception {
    Configuration read = ConfigFile.read(write("roots: [{name: a, path: DIR}]"));

    assertThat(read.discovery()).isEqualTo(DiscoverySettings.DEFAULT);
    assertThat(read.inspection()).isEqualTo(InspectionSettings.DEFAULT);
    assertThat(read.modules()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                              | 1: the configuration must be a mapping
          [a]                                             | 1: the configuration must be a mapping
          roots: {}                                       | 1: roots must be a list
          roots: []                                       | 1: roots names no folder
          root: []                                        | 1: unknown key 'root'; known here: roots
          roots: [a]                                      | 1: an element of roots must be a mapping
          roots:~- name: a~  path: DIR~  mode: x          | 4: unknown key 'mode'; known here: name, path
          roots:~- name: a~  name: b~  path: DIR          | 3: not YAML that can be read: Duplicate field 'name'
          roots:~- name: a~                               | 2: a root needs a path
          roots:~- path: DIR~                             | 2: a root needs a name
          roots:~- name: 1~  path: DIR                    | 2: name must be text
          roots:~- name: ''~  path: DIR                   | 2: name must be a label
          roots:~- name: "a\\tb"~  path: DIR              | 2: name must be a label
          roots:~- name: a~  path: images                 | 3: path must be absolute, 'images' is not
          roots:~- name: a~  path: DIR/none               | 3: path must be a folder, DIR/none is none
          roots:~- name: a~  path: DIR/guestkit.yml       | 3: path must be a folder
          roots:~- name: a~  path: DIR~  allowed_dirs: x  | 4: allowed_dirs must be a list
          roots:~- name: a~  path: DIR~  include: x       | 4: include must be a list
          roots:~- name: a~  path: DIR~  include: [/x/*]  | 4: include must be patterns of paths below the root
          roots:~- name: a~  path: DIR~  exclude: [a/../b] | 4: exclude must be patterns of paths below the root
          roots:~- {name: a, path: DIR}~- {name: a, path: /} | 3: two roots are named a
          roots:~- {name: a, path: DIR}~- {name: b, path: DIR/} | 3: two roots have the path DIR
          roots:~- &x {name: a, path: DIR}~- *x           | 3: an element of roots must be a mapping
          roots: [{name: a, path: DIR}]~---~roots: []     | one document is expected
          roots:~  - name: "a                             | not YAML that can be read
          roots: [{name: a, path: DIR, baseline: DIR/no}] | 1: baseline must be a file, DIR/no is none
          modules: []                                     | 1: modules must be a mapping
          modules: {a: {collectors: [disk]}}              | 1: no collector is named 'disk'; there are image, partition
          modules: {a: {facts: [os]}}                     | 1: unknown key 'facts'; known here: collectors, timeout
          discovery: {interval: 5}                        | 1: interval must be a duration such as 30s, 5m or 1h30m, '5' is none
          discovery: {interval: 5m1h}                     | 1: interval must be a duration
          discovery: {interval: 500ms}                    | 1: interval must be a second at least
          discovery: {interval: 12345678901s}             | 1: interval must be a duration
          discovery: {watch: 1}                           | 1: watch must be true or false
          inspection: {parallelism: 0}                    | 1: parallelism must be a whole number from 1 to 64
          inspection: {parallelism: 99999999999}          | 1: parallelism must be a whole number
          inspection: {series_per_image: many}            | 1: series_per_image must be a whole number
          """)
  void refuses(String yaml, String sentence) throws Exception {
    Path file = write(yaml.replace("~", "\n"));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigFile.read(file))
        .withMessageStartingWith(file + ":")
        .withMessageContaining(sentence.replace("DIR", dir.toString()))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void saysThatThereIsNoFile() {
    Path file = dir.resolve("none.yml");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigFile.read(file))
        .withMessage(file + ": no such file");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigFile.read(dir))
        .withMessageContaining("cannot be read");
  }
}
