locals {
  host = provider::guestkit::parse_os_release(file("/etc/os-release"))
}

output "host" {
  value = "${local.host.id} ${coalesce(local.host.version_id, "without a version")}"
}

# Variables that os-release(5) does not describe are there too.
output "home_page" {
  value = lookup(local.host.assignments, "HOME_URL", null)
}
