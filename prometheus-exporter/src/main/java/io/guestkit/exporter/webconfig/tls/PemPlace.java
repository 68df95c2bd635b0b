package io.guestkit.exporter.webconfig.tls;

/**
 * Where PEM is to be found.
 *
 * @param key the key that says so: one that ends in {@code _file} names a file
 * @param value the file, or the PEM itself
 * @param line where it stands
 */
record PemPlace(String key, String value, int line) {
  boolean isFile() {
    return key.endsWith("_file");
  }
}
