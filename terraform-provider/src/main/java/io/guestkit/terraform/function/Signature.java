package io.guestkit.terraform.function;

import com.google.protobuf.ByteString;
import io.guestkit.terraform.tfplugin6.Function;
import io.guestkit.terraform.tfplugin6.StringKind;

/** Describes functions to Terraform. Types are in the JSON of HashiCorp's go-cty. */
final class Signature {
  static final String STRING = "\"string\"";
  static final String NUMBER = "\"number\"";
  static final String BOOL = "\"bool\"";

  private Signature() {}

  static Function of(
      String summary, String description, String type, Function.Parameter... parameters) {
    Function.Builder function =
        Function.newBuilder()
            .setSummary(summary)
            .setDescription(description)
            .setDescriptionKind(StringKind.MARKDOWN)
            .setReturn(Function.Return.newBuilder().setType(ByteString.copyFromUtf8(type)));
    for (Function.Parameter parameter : parameters) {
      function.addParameters(parameter);
    }
    return function.build();
  }

  /**
   * Describes a parameter that takes a text. For null Terraform itself tells the error, and where
   * the text is unknown it knows without a call that the result is.
   */
  static Function.Parameter text(String name, String description) {
    return Function.Parameter.newBuilder()
        .setName(name)
        .setType(ByteString.copyFromUtf8(STRING))
        .setDescription(description)
        .setDescriptionKind(StringKind.MARKDOWN)
        .build();
  }
}
