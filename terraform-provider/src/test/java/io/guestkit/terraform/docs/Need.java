package io.guestkit.terraform.docs;

import io.guestkit.terraform.tfplugin6.Schema;

/** Whether a configuration sets an attribute; each is a group of a page. */
enum Need {
  REQUIRED("Required"),
  OPTIONAL("Optional"),
  READ_ONLY("Read-Only");

  private final String title;

  Need(String title) {
    this.title = title;
  }

  static Need of(Schema.Attribute attribute) {
    if (attribute.getRequired()) {
      return REQUIRED;
    }
    return attribute.getOptional() ? OPTIONAL : READ_ONLY;
  }

  String title() {
    return title;
  }
}
