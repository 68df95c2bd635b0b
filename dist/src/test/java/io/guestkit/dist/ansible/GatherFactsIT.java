package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A playbook for running machines, which gathers facts, on images: the engine under the inventory.
 */
class GatherFactsIT {
  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void aPlaybookGathersTheFactsOfImages(Ansible ansible) throws Exception {
    Path images = Files.createDirectory(home.resolve("images"));
    Files.createSymbolicLink(images.resolve("debian.qcow2"), Guests.made("deb12.qcow2"));
    Files.copy(Repository.sample(), images.resolve("sample.qcow2"));
    Files.write(
        images.resolve("broken.qcow2"), new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 9});
    Controller controller = Controller.withCollection(home).with(ansible);
    Path inventory =
        Files.writeString(
            home.resolve("fleet.guestkit.yml"),
            """
            plugin: guestkit.guestkit.images
            paths: [images]
            allow_dirs: ["%s"]
            keyed_groups: [{key: ansible_distribution, prefix: os}]
            """
                .formatted(Guests.made("deb12.qcow2").getParent()));

    Cli.Result result =
        controller.playbook(
            Map.of("GUESTKIT_ANSIBLE", Archive.launcher("guestkit-ansible").toString()),
            """
            - hosts: os_Debian
              gather_subset: all
              module_defaults:
                guestkit.guestkit.image_facts: {path: "{{ guestkit_path }}"}
              tasks:
                - ansible.builtin.set_fact:
                    answer:
                      name: "{{ ansible_facts.fqdn }}"
                      version: "{{ ansible_distribution_version }}"
                      packages: "{{ ansible_facts.packages | length }}"
                      shell: "{{ ansible_facts.getent_passwd.root[5] }}"
                  when: ansible_os_family == 'Debian' and ansible_pkg_mgr == 'apt'
            - hosts: localhost
              gather_facts: false
              tasks:
                - ansible.builtin.set_fact:
                    kept:
                      debian: "{{ hostvars.debian.answer }}"
                      sample: "{{ hostvars.sample.answer }}"
                      groups: "{{ groups }}"
                      error: "{{ hostvars.broken.guestkit_error }}"
            """
                + controller.keep().indent(4),
            "-i",
            home.resolve("hosts").toString(),
            "-i",
            inventory.toString());
    JsonNode kept = controller.kept(result);
    assertThat(result.err()).doesNotContain("ubset(");

    JsonNode system =
        Archive.inspect(Guests.made("deb12.qcow2").toString()).json().at("/operating_systems/0");
    assertThat(kept.at("/debian/name").asText()).isEqualTo(system.path("hostname").asText());
    assertThat(kept.at("/debian/packages").asInt()).isEqualTo(system.path("packages").size());
    assertThat(kept.at("/debian/version").asText()).startsWith("12");
    assertThat(kept.at("/debian/shell").asText()).isEqualTo("/bin/bash");
    assertThat(kept.at("/sample/name").asText()).isEqualTo("sample01.example.net");
    assertThat(kept.at("/groups/os_Debian")).hasSize(2);
    assertThat(kept.at("/groups/guestkit_unreadable/0").asText()).isEqualTo("broken");
    assertThat(kept.path("error").asText()).contains("broken.qcow2").doesNotContain("\n");
  }
}
