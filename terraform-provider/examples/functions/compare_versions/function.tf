locals {
  order = provider::guestkit::compare_versions("rpm", "1.0~rc1-1.el9", "1.0-1.el9")
}

# older: a release candidate comes before its release.
output "release_candidate" {
  value = { "-1" = "older", "0" = "as old", "1" = "newer" }[local.order]
}
