package io.guestkit.terraform.provider;

import io.guestkit.export.DisplayText;
import io.guestkit.terraform.tfplugin6.AttributePath;
import io.guestkit.terraform.tfplugin6.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** What Terraform tells the user of one call: errors and warnings, each at its attribute. */
final class Diagnostics {
  private final List<Diagnostic> list = new ArrayList<>();

  /** Where in a block something is wrong. */
  static final class Place {
    /** Nowhere in particular: the block. */
    static final Place BLOCK = new Place(AttributePath.getDefaultInstance());

    private final AttributePath path;

    private Place(AttributePath path) {
      this.path = path;
    }

    /** Returns the place of an attribute. */
    static Place attribute(String name) {
      AttributePath.Step step = AttributePath.Step.newBuilder().setAttributeName(name).build();
      return new Place(AttributePath.newBuilder().addSteps(step).build());
    }

    /** Returns the place of an element of a list. */
    static Place element(String name, int index) {
      AttributePath.Step step = AttributePath.Step.newBuilder().setElementKeyInt(index).build();
      return new Place(attribute(name).path.toBuilder().addSteps(step).build());
    }
  }

  /** Adds an error; the call has failed. */
  void error(Place place, String summary, String detail) {
    add(Diagnostic.Severity.ERROR, place, summary, detail);
  }

  /** Adds a warning. */
  void warning(Place place, String summary, String detail) {
    add(Diagnostic.Severity.WARNING, place, summary, detail);
  }

  /** Adds the error for a fault of the program. */
  void fault(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    String at = trace.length == 0 ? "" : " at " + trace[0];
    String what =
        thrown instanceof OutOfMemoryError
            ? "There is too little memory for what is read at once; let Terraform ask for less by"
                + " terraform plan -parallelism=1, or read fewer facts."
            : "The provider met a fault of its own, %s%s; please report it with the message"
                .formatted(thrown, at);
    error(Place.BLOCK, "Error in the provider guestkit", what);
  }

  /** Texts may hold what an image chose: Terraform takes only what UTF-8 can encode. */
  private void add(Diagnostic.Severity severity, Place place, String summary, String detail) {
    String sentence = detail.endsWith(".") || detail.endsWith("?") ? detail : detail + ".";
    Diagnostic.Builder diagnostic =
        Diagnostic.newBuilder()
            .setSeverity(severity)
            .setSummary(summary)
            .setDetail(DisplayText.encodable(sentence));
    if (place.path.getStepsCount() > 0) {
      diagnostic.setAttribute(place.path);
    }
    list.add(diagnostic.build());
  }

  /** Returns whether something is wrong. */
  boolean hasErrors() {
    for (Diagnostic diagnostic : list) {
      if (diagnostic.getSeverity() == Diagnostic.Severity.ERROR) {
        return true;
      }
    }
    return false;
  }

  /** Returns what was added, in order. */
  List<Diagnostic> list() {
    return List.copyOf(list);
  }
}
