terraform {
  required_providers {
    guestkit = {
      source  = "guestkit/guestkit"
      version = ">= 0.1.0"
    }
  }
}

provider "guestkit" {
  # Images are looked up here, and none outside is read.
  image_roots = ["${path.root}/images"]

  timeout = "5m"
}
