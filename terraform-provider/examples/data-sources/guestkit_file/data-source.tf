data "guestkit_file" "sshd" {
  path = "web1.qcow2"
  file = "/etc/ssh/sshd_config"

  lifecycle {
    postcondition {
      condition     = self.exists && self.mode == "0644"
      error_message = "The image has no settings of sshd, or others may write them."
    }
  }
}

# Of a large file the hash is enough; nothing of its content is in the state.
data "guestkit_file" "kernel" {
  for_each  = toset(["web1.qcow2", "web2.qcow2"])
  path      = each.key
  file      = "/boot/vmlinuz-6.1.0-50-cloud-amd64"
  hash_only = true
}

# Terraform hides every content; this one is no secret.
output "sshd" {
  value = nonsensitive(data.guestkit_file.sshd.content)
}

output "same_kernel" {
  value = length(distinct(values(data.guestkit_file.kernel)[*].content_sha256)) == 1
}
