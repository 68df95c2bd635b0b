package io.guestkit.exporter.pages;

import io.guestkit.exporter.fleet.ImageStatus;
import io.guestkit.exporter.fleet.ImageStatus.State;
import io.guestkit.exporter.pages.html.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which images are asked for, and in which order. What is not understood is as if it was not said.
 *
 * @param text words that must all be in what is shown of an image
 * @param state the only state; null for all
 * @param sort what they are sorted by
 * @param isDescending whether the greatest comes first
 * @param page the first is 1
 */
record FleetQuery(
    String text, @Nullable State state, FleetOrder sort, boolean isDescending, int page) {
  /** 100: a page that is read at a glance and made in a few milliseconds. */
  static final int PAGE_SIZE = 100;

  /** 6: digits of a page number; more than a million pages there are not. */
  private static final int MAX_PAGE_DIGITS = 6;

  /** Reads a query by the names of its parameters. */
  static FleetQuery of(Function<String, @Nullable String> parameters) {
    FleetOrder sort = FleetOrder.of(parameters.apply("sort"));
    @Nullable String order = parameters.apply("order");
    return new FleetQuery(
        text(parameters.apply("q")),
        state(parameters.apply("state")),
        sort,
        order == null ? sort.isDescendingFirst() : order.equals("desc"),
        page(parameters.apply("page")));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  private static @Nullable State state(@Nullable String value) {
    for (State state : State.values()) {
      if (StateText.parameter(state).equals(value)) {
        return state;
      }
    }
    return null;
  }

  private static int page(@Nullable String value) {
    int page = 0;
    if (value != null && value.length() <= MAX_PAGE_DIGITS) {
      for (int i = 0; i < value.length(); i++) {
        int digit = value.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return 1;
        }
        page = page * 10 + digit;
      }
    }
    return Math.max(1, page);
  }

  /** Returns the images that hold the words, in whatever state. */
  List<ImageStatus> found(List<ImageStatus> images) {
    String[] words = text.toLowerCase(Locale.ROOT).split("\\s+", -1);
    List<ImageStatus> found = new ArrayList<>();
    for (ImageStatus image : images) {
      if (holds(image, words)) {
        found.add(image);
      }
    }
    return found;
  }

  private static boolean holds(ImageStatus image, String[] words) {
    ImageStatus.@Nullable Summary summary = image.summary();
    String shown =
        image.root()
            + '/'
            + image.image()
            + (summary == null
                ? ""
                : "\n" + summary.system() + '\n' + summary.hostname() + '\n' + summary.format());
    String lower = shown.toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (!lower.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** Returns those of the state, sorted. */
  List<ImageStatus> sorted(List<ImageStatus> found) {
    List<ImageStatus> chosen = new ArrayList<>();
    for (ImageStatus image : found) {
      if (state == null || image.state() == state) {
        chosen.add(image);
      }
    }
    Comparator<ImageStatus> by = isDescending ? sort.by().reversed() : sort.by();
    chosen.sort(by.thenComparing(FleetOrder.NAME.by()));
    return chosen;
  }

  /** Returns how many pages so many images take. */
  static int pages(int images) {
    return Math.max(1, (images + PAGE_SIZE - 1) / PAGE_SIZE);
  }

  /** Returns this with another state, from the first page. */
  FleetQuery with(@Nullable State other) {
    return new FleetQuery(text, other, sort, isDescending, 1);
  }

  /** Returns this at another page. */
  FleetQuery at(int other) {
    return new FleetQuery(text, state, sort, isDescending, other);
  }

  /** Returns this sorted by a column; the other way round where it is already. */
  FleetQuery by(FleetOrder column) {
    boolean descending = column == sort ? !isDescending : column.isDescendingFirst();
    return new FleetQuery(text, state, column, descending, 1);
  }

  /** Returns its address; what is said anyway is left out. */
  String address() {
    Link link = Link.to("/");
    if (!text.isEmpty()) {
      link.with("q", text);
    }
    if (state != null) {
      link.with("state", StateText.parameter(state));
    }
    if (sort != FleetOrder.NAME || isDescending) {
      link.with("sort", sort.parameter()).with("order", isDescending ? "desc" : "asc");
    }
    if (page > 1) {
      link.with("page", Integer.toString(page));
    }
    return link.toString();
  }
}
