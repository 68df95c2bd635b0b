package io.guestkit.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
