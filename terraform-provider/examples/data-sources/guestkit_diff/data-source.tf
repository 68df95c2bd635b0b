# An update may change packages and kernels, but no users.
data "guestkit_diff" "update" {
  before = "web1.qcow2"
  after  = "web2.qcow2"
  facts  = ["packages", "kernels", "users"]

  lifecycle {
    postcondition {
      condition     = !contains(self.changes[*].fact, "users")
      error_message = "The update changed users."
    }
  }
}

output "changed" {
  value = [
    for change in data.guestkit_diff.update.changes :
    "${change.change}: ${change.fact} ${coalesce(change.item, "of the system")}"
  ]
}
