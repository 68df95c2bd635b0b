package io.guestkit.dist.ansible;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that has a shell, the engine and nothing else. */
class NoPythonIT {
  @TempDir Path home;

  @Test
  void theModuleNeedsNone() throws Exception {
    Tool.requireThat(Sshd.isRoot(), "only root can let sessions see another root folder");
    Tool.require("unshare", "chroot");
    Path target = home.resolve("target");
    Tool.shell(
        """
        mkdir -p '%1$s/opt/guestkit' '%1$s/proc' '%1$s/images'
        '%2$s' sh mkdir dd chmod rm sleep | tar -x -C '%1$s'
        cp -a '%3$s' '%1$s/opt/guestkit/current'
        cp '%4$s' '%1$s/images'
        """
            .formatted(
                target,
                Repository.path("dist/src/test/docker/make-rootfs"),
                Archive.folder(),
                Repository.sample()));
    assertThat(Tool.run("find", target.toString(), "-name", "*python*")).isEmpty();
    Path enter =
        Files.writeString(
            home.resolve("enter"),
            """
            mount --bind /proc '%1$s/proc'
            exec chroot '%1$s' /bin/sh -c "$SSH_ORIGINAL_COMMAND"
            """
                .formatted(target));
    Controller controller = Controller.withCollection(home);

    try (Sshd sshd =
        Sshd.start(
            home.resolve("ssh"), Map.of(), "ForceCommand unshare --mount /bin/sh " + enter)) {
      Files.writeString(home.resolve("hosts"), "bare" + sshd.hostVariables(), APPEND);
      JsonNode kept =
          controller.kept(
              controller.playbook(
                  Map.of("ANSIBLE_PIPELINING", "true"),
                  """
                  - hosts: bare
                    gather_facts: false
                    environment: {XDG_CACHE_HOME: /tmp}
                    tasks:
                      - guestkit.guestkit.inspection_info: {path: /images/sample.qcow2}
                        register: piped
                      - guestkit.guestkit.inspection_info: {path: /images/sample.qcow2}
                        vars: {ansible_pipelining: false, ansible_ssh_transfer_method: piped}
                        register: copied
                      - ansible.builtin.ping:
                        register: python
                        ignore_errors: true
                      - ansible.builtin.set_fact:
                          kept:
                            inspections: ["{{ piped.inspection }}", "{{ copied.inspection }}"]
                            python: "{{ python }}"
                  """
                      + controller.keep().indent(4)));

      JsonNode expected = Archive.inspect(Repository.sample().toString()).json();
      assertThat(kept.path("inspections")).hasSize(2).allMatch(expected::equals);
      assertThat(kept.at("/python/failed").asBoolean()).as("a module in Python fails").isTrue();
    }
  }
}
