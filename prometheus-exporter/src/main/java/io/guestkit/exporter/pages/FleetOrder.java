package io.guestkit.exporter.pages;

import io.guestkit.exporter.fleet.ImageStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The columns that images are sorted by. */
enum FleetOrder {
  NAME("Image", false),
  ROOT("Root", false),
  SYSTEM("System", false),
  SIZE(">Size", true),
  STATE("State", false),
  PROBLEMS(">Problems", true),
  INSPECTED("Inspected", true);

  /** After every name: images without a system come last. */
  private static final String LAST = "\uffff";

  private final String heading;
  private final boolean isDescendingFirst;

  FleetOrder(String heading, boolean isDescendingFirst) {
    this.heading = heading;
    this.isDescendingFirst = isDescendingFirst;
  }

  /** Returns the column of a name; the first where there is none. */
  static FleetOrder of(@Nullable String parameter) {
    for (FleetOrder order : values()) {
      if (order.parameter().equals(parameter)) {
        return order;
      }
    }
    return NAME;
  }

  String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what heads the column, with the mark of {@code Table} for numbers. */
  String heading() {
    return heading;
  }

  /** Returns whether the greatest is wanted first. */
  boolean isDescendingFirst() {
    return isDescendingFirst;
  }

  /** Returns how it sorts: text without regard to case, states that need somebody first. */
  Comparator<ImageStatus> by() {
    return switch (this) {
      case NAME ->
          Comparator.comparing(ImageStatus::image, String.CASE_INSENSITIVE_ORDER)
              .thenComparing(ImageStatus::image)
              .thenComparing(ImageStatus::root);
      case ROOT -> Comparator.comparing(ImageStatus::root, String.CASE_INSENSITIVE_ORDER);
      case SYSTEM -> Comparator.comparing(FleetOrder::system, String.CASE_INSENSITIVE_ORDER);
      case SIZE -> number(ImageStatus.Summary::virtualSizeBytes);
      case STATE -> Comparator.comparingInt(image -> StateText.rank(image.state()));
      case PROBLEMS -> number(ImageStatus.Summary::problems);
      case INSPECTED -> Comparator.comparing(FleetOrder::inspected);
    };
  }

  private static Comparator<ImageStatus> number(ToLongFunction<ImageStatus.Summary> number) {
    return Comparator.comparingLong(image -> {
      ImageStatus.@Nullable Summary summary = image.summary();
      return summary == null ? -1 : number.applyAsLong(summary);
    });
  }

  private static String system(ImageStatus image) {
    ImageStatus.@Nullable Summary summary = image.summary();
    return summary == null || summary.system().isEmpty() ? LAST : summary.system();
  }

  private static Instant inspected(ImageStatus image) {
    @Nullable Instant inspected = image.inspected();
    return inspected == null ? Instant.MIN : inspected;
  }
}
