# Reads no image: the provider is mocked.

mock_provider "guestkit" {
  mock_data "guestkit_diff" {
    defaults = {
      equal        = true
      not_compared = []
    }
  }
}

variables {
  approved = "approved.json"
  image    = "any.qcow2"
}

run "takes_what_does_not_differ" {
  command = plan

  assert {
    condition     = output.is_approved
    error_message = "An image like the approved one was refused."
  }
}

run "warns_of_a_difference" {
  command = plan

  override_data {
    target = data.guestkit_diff.image
    values = {
      equal = false
    }
  }

  expect_failures = [check.approved]
}

run "does_not_trust_half_a_comparison" {
  command = plan

  override_data {
    target = data.guestkit_diff.image
    values = {
      equal        = true
      not_compared = ["users"]
    }
  }

  assert {
    condition     = !output.is_approved
    error_message = "Users were not compared, and yet the image was approved."
  }
}
