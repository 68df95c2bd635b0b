terraform {
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
  path = var.image

  lifecycle {
    postcondition {
      condition     = one(self.operating_systems[*].distro) == "debian"
      error_message = "The image does not hold one Debian."
    }
  }
}

locals {
  system = one(data.guestkit_inspection.image.operating_systems)
}

output "system" {
  value = "${local.system.product_name} on ${local.system.arch}"
}

output "kernels" {
  value = local.system.kernels[*].version
}

output "packages" {
  value = length(local.system.packages)
}
