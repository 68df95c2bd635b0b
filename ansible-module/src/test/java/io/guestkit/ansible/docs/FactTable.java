package io.guestkit.ansible.docs;

/** The page of the documentation about the facts. */
public final class FactTable {
  private FactTable() {}

  /** Returns it as Markdown. */
  public static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Facts of a machine that is off

            <!-- Generated from io.guestkit.ansible.docs.FactDoc; a test fails when this is stale. -->

            `guestkit.guestkit.image_facts` gives a host the facts that `setup`, `package_facts`, `service_facts` and `getent`
            give of a system that runs: named, shaped and valued as theirs, so that roles and `when:` work on an image. They are
            those of the first operating system on the disks.

            A fact is there where the image tells it: what is undetermined is no key (`when: ansible_kernel is defined`), and
            what could not be read is in `ansible_guestkit.problems`. Text comes out of the image: treat it as what
            a stranger wrote. A byte that is not UTF-8 is shown as `\\xNN`, and so is the first character of a name that begins
            with `__ansible_`, which Ansible keeps for itself.

            | Fact | From the report's | What it is | Where it differs |
            |---|---|---|---|
            """);
    for (FactDoc fact : FactDoc.all()) {
      page.append("| `").append(fact.name()).append("` | `");
      page.append(fact.source().replace(", ", "`, `")).append("` | ");
      page.append(code(fact.description())).append(" | ");
      page.append(code(fact.difference())).append(" |\n");
    }
    return page.append(
            """

            Left out are the facts of a system that runs, which no disk holds: addresses and interfaces as they are (the
            configured ones are in `inspection_info`, `network_interfaces`), memory, processors, hardware, virtualization, date,
            uptime, environment, the user who asks, Python. So are, as the report does not have them, `ansible_lsb`, the public
            keys of the SSH server (fingerprints are in `ssh_server`), `ansible_fips`, local facts (`/etc/ansible/facts.d`),
            `ansible_distribution_file_*` and `ansible_kernel_version`.
            """)
        .toString();
  }

  private static String code(String text) {
    StringBuilder markdown = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("C(", i)) {
        markdown.append('`');
        inside = true;
        i++;
      } else if (inside && text.charAt(i) == ')') {
        markdown.append('`');
        inside = false;
      } else {
        markdown.append(text.charAt(i));
      }
    }
    return markdown.toString();
  }
}
