data "guestkit_inspection" "web" {
  path  = "web1.qcow2"
  facts = ["packages", "users", "ssh_server"]

  timeouts {
    read = "5m"
  }

  lifecycle {
    # Whatever uses the image waits for these, and is not made where one does not hold.
    postcondition {
      condition     = length(self.problems) == 0
      error_message = "A part of the image could not be read."
    }
    postcondition {
      condition     = one(self.operating_systems[*].distro) == "debian"
      error_message = "The image does not hold one Debian."
    }
  }
}

output "packages" {
  value = {
    for package in one(data.guestkit_inspection.web.operating_systems).packages :
    package.name => package.version
  }
}
