package io.guestkit.testing;

import java.nio.file.Path;

/**
 * A certificate authority that lives as long as a test, by the real openssl: NAME.pem and NAME.key.
 *
 * @param dir where its files are
 */
public record Certificates(Path dir) {

  /** Makes an authority of this name. */
  public static Certificates authority(Path dir, String name) {
    Tool.require("openssl");
    Certificates made = new Certificates(dir);
    made.openssl(
        ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3"
                + " -keyout %1$s.key -out %1$s.pem -subj '/CN=%1$s'")
            .formatted(name));
    return made;
  }

  /**
   * Makes a key and a certificate that an authority has signed.
   *
   * @param algorithm as {@code openssl genpkey} has it, with its options
   * @param names as {@code subjectAltName} has them
   */
  public void issue(String authority, String name, String algorithm, String names) {
    openssl(
        """
        openssl genpkey -algorithm %3$s -out %2$s.key
        openssl req -new -key %2$s.key -out %2$s.csr -subj '/CN=%2$s'
        echo 'subjectAltName=%4$s' > %2$s.ext
        openssl x509 -req -in %2$s.csr -CA %1$s.pem -CAkey %1$s.key -CAcreateserial \
          -extfile %2$s.ext -days 3 -out %2$s.pem
        """
            .formatted(authority, name, algorithm, names));
  }

  /** Runs a script of openssl in the folder. */
  public void openssl(String script) {
    Tool.shell("cd '%s'\n%s".formatted(dir, script));
  }

  /** Returns one of the files. */
  public Path file(String name) {
    return dir.resolve(name);
  }
}
