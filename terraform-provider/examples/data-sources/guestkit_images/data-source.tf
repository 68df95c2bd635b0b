variable "folder" {
  description = "Folder of disk images; a relative one starts where other images do."
  type        = string
  default     = "."
}

data "guestkit_images" "all" {
  paths = [var.folder]
}

# An image that cannot be opened stops nothing; this warns of it.
check "images" {
  assert {
    condition = length(data.guestkit_images.all.readable) == length(data.guestkit_images.all.images)
    error_message = join("\n", [
      for entry in values(data.guestkit_images.all.images) : entry.error.message if entry.error != null
    ])
  }
}

data "guestkit_inspection" "each" {
  for_each = data.guestkit_images.all.readable
  path     = each.key
  profile  = "minimal"
}

output "systems" {
  value = {
    for path, report in data.guestkit_inspection.each : path => report.operating_systems[*].product_name
  }
}

# Those that would not fit into a volume of 10 GiB.
output "large" {
  value = [
    for path, entry in data.guestkit_images.all.images :
    path if try(entry.image.virtual_size_bytes > 10 * pow(1024, 3), false)
  ]
}
