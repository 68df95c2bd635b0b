data "guestkit_packages" "web" {
  path  = "web1.qcow2"
  names = ["nginx*", "openssh-server", "linux-image-*"]

  lifecycle {
    postcondition {
      condition     = length(self.problems) == 0
      error_message = "A part of the image could not be read."
    }
    postcondition {
      condition     = length(self.missing) == 0
      error_message = "The image lacks ${join(", ", self.missing)}."
    }
  }
}

# The newest version of each.
output "versions" {
  value = {
    for name, versions in data.guestkit_packages.web.versions : name => reverse(versions)[0]
  }
}

check "sshd" {
  assert {
    condition = alltrue([
      for version in data.guestkit_packages.web.versions["openssh-server"] :
      provider::guestkit::version_at_least(data.guestkit_packages.web.package_format, version, "1:9.2p1")
    ])
    error_message = "The image holds an OpenSSH that is too old."
  }
}
