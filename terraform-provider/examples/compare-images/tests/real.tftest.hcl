# Reads images/debian12.qcow2, a copy of it and images/empty.raw.

variables {
  approved = "images/debian12.qcow2"
}

run "takes_a_copy" {
  command = plan

  variables {
    image = "images/copy.qcow2"
  }

  assert {
    condition     = output.is_approved
    error_message = "The copy differs: ${join(", ", output.changes)}."
  }
}

run "tells_what_is_gone" {
  command = plan

  variables {
    image = "images/empty.raw"
  }

  assert {
    condition     = one([for change in output.changes : startswith(change, "removed: operating_systems ")])
    error_message = "The system is gone, but the changes are: ${join(", ", output.changes)}."
  }

  expect_failures = [check.approved]
}
