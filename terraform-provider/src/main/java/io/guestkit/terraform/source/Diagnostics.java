package io.guestkit.terraform.source;

import io.guestkit.export.DisplayText;
import io.guestkit.terraform.tfplugin6.AttributePath;
import io.guestkit.terraform.tfplugin6.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** What Terraform tells the user of one call: errors and warnings, each at its attribute. */
public final class Diagnostics {
  /** 4,096 characters: more than a screen, and less than a value that is as long as it likes. */
  private static final int MAX_DETAIL = 4096;

  private final List<Diagnostic> list = new ArrayList<>();

  /** Where in a block something is wrong. */
  public static final class Place {
    /** Nowhere in particular: the block. */
    public static final Place BLOCK = new Place(AttributePath.getDefaultInstance());

    private final AttributePath path;

    private Place(AttributePath path) {
      this.path = path;
    }

    /** Returns the place of an attribute. */
    public static Place attribute(String name) {
      return BLOCK.below(name);
    }

    /** Returns the place of an attribute of the block at this place. */
    Place below(String name) {
      return with(AttributePath.Step.newBuilder().setAttributeName(name));
    }

    /** Returns the place of an element of the list at this place. */
    public Place element(int index) {
      return with(AttributePath.Step.newBuilder().setElementKeyInt(index));
    }

    private Place with(AttributePath.Step.Builder step) {
      return new Place(path.toBuilder().addSteps(step).build());
    }
  }

  /** Adds an error; the call has failed. */
  public void error(Place place, String summary, String detail) {
    add(Diagnostic.Severity.ERROR, place, summary, detail);
  }

  /** Adds a warning. */
  public void warning(Place place, String summary, String detail) {
    add(Diagnostic.Severity.WARNING, place, summary, detail);
  }

  /** Adds the error for a fault of the program. */
  public void fault(Throwable thrown) {
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
    String shown = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "...";
    String sentence = shown.endsWith(".") || shown.endsWith("?") ? shown : shown + ".";
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
  public boolean hasErrors() {
    for (Diagnostic diagnostic : list) {
      if (diagnostic.getSeverity() == Diagnostic.Severity.ERROR) {
        return true;
      }
    }
    return false;
  }

  /** Returns what was added, in order. */
  public List<Diagnostic> list() {
    return List.copyOf(list);
  }
}
