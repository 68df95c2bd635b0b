terraform {
  required_version = ">= 1.8"
  required_providers {
    guestkit = {
      source = "guestkit/guestkit"
    }
  }
}

variable "image" {
  description = "Path of the disk image that is to be used."
  type        = string
}

data "guestkit_inspection" "image" {
  path  = var.image
  facts = ["packages"]
}

locals {
  system = one(data.guestkit_inspection.image.operating_systems)
  sshd   = one([for package in local.system.packages : package if package.name == "openssh-server"])
  host   = provider::guestkit::parse_os_release(file("/etc/os-release"))
}

check "sshd" {
  assert {
    condition = provider::guestkit::version_at_least(
      local.system.package_format, local.sshd.version, "9.2p1"
    )
    error_message = "The image holds an OpenSSH that is too old."
  }
}

output "same_distribution" {
  value = local.host.id == local.system.os_release.id
}

output "sshd_against_9_6" {
  value = provider::guestkit::compare_versions("deb", local.sshd.version, "9.6p1")
}
