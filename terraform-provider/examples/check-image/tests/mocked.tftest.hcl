# Reads no image: the provider is mocked.

mock_provider "guestkit" {}

variables {
  image = "any.qcow2"
}

# Lists of a mocked data source are empty.
run "refuses_a_disk_without_a_system" {
  command = plan

  expect_failures = [data.guestkit_inspection.image]
}
