# Reads images/debian12.qcow2 and images/empty.raw.

run "takes_debian" {
  command = plan

  variables {
    image = "images/debian12.qcow2"
  }

  assert {
    condition     = startswith(output.system, "Debian GNU/Linux 12")
    error_message = "The image holds ${output.system}."
  }
  assert {
    condition     = length(output.kernels) > 0 && output.packages > 0
    error_message = "The image holds no kernel, or no packages."
  }
}

run "refuses_an_empty_disk" {
  command = plan

  variables {
    image = "images/empty.raw"
  }

  expect_failures = [data.guestkit_inspection.image]
}
