package io.guestkit.exporter.pages.html;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** An address of this server, with its query. */
public final class Link {
  private final StringBuilder address;
  private boolean hasQuery;

  private Link(String path) {
    address = new StringBuilder(path);
  }

  /** Begins an address. */
  public static Link to(String path) {
    return new Link(path);
  }

  /** Returns the address of an image's page. */
  public static Link image(String root, String image) {
    return to("/image").with("root", root).with("image", image);
  }

  /** Adds a parameter. */
  public Link with(String name, String value) {
    address.append(hasQuery ? '&' : '?').append(name).append('=');
    address.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    hasQuery = true;
    return this;
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
