data "guestkit_image" "web" {
  path = "web1.qcow2"

  lifecycle {
    postcondition {
      condition     = self.format == "qcow2" && length(self.backing_chain) == 0
      error_message = "A qcow2 image that stands alone is needed."
    }
  }
}

# What a volume needs at least, in GiB.
output "size_gib" {
  value = ceil(data.guestkit_image.web.virtual_size_bytes / pow(1024, 3))
}
