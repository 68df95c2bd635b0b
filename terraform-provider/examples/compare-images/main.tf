terraform {
  required_providers {
    guestkit = {
      source = "guestkit/guestkit"
    }
  }
}

variable "approved" {
  description = "Path of the image that was approved, or of a report of it."
  type        = string
}

variable "image" {
  description = "Path of the image that is to be used."
  type        = string
}

data "guestkit_diff" "image" {
  before = var.approved
  after  = var.image
  facts  = ["packages", "users"]
}

check "approved" {
  assert {
    condition     = data.guestkit_diff.image.equal
    error_message = "The image is not the approved one any more."
  }
}

output "is_approved" {
  value = data.guestkit_diff.image.equal && length(data.guestkit_diff.image.not_compared) == 0
}

output "changes" {
  value = [
    for change in data.guestkit_diff.image.changes :
    "${change.change}: ${change.fact} ${coalesce(change.item, "of the system")}"
  ]
}
