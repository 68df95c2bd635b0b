# The password hashes of the image, which neither the plan nor the state holds.
ephemeral "guestkit_file" "shadow" {
  path = "web1.qcow2"
  file = "/etc/shadow"

  lifecycle {
    postcondition {
      condition     = self.exists
      error_message = "The image has no /etc/shadow."
    }
  }
}

locals {
  # May be given to a write-only argument, or to the configuration of a provider.
  root = split(":", one([
    for line in split("\n", ephemeral.guestkit_file.shadow.content) : line if startswith(line, "root:")
  ]))
}

check "root" {
  assert {
    condition     = startswith(local.root[1], "!") || local.root[1] == "*"
    error_message = "In the image, root has a password."
  }
}
