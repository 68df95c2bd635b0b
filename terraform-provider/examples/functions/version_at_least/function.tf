data "guestkit_inspection" "web" {
  path  = "web1.qcow2"
  facts = ["packages"]
}

locals {
  system = one(data.guestkit_inspection.web.operating_systems)
}

# A warning where the OpenSSH is too old.
check "openssh" {
  assert {
    condition = alltrue([
      for package in local.system.packages :
      provider::guestkit::version_at_least(local.system.package_format, package.version, "9.2p1")
      if package.name == "openssh-server"
    ])
    error_message = "The image holds an OpenSSH that is too old."
  }
}
