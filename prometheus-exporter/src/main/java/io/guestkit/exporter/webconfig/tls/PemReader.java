package io.guestkit.exporter.webconfig.tls;

import io.guestkit.exporter.config.ConfigException;
import io.guestkit.exporter.config.StrictYaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads PEM, and says of what it cannot read where the configuration names it.
 *
 * @param yaml the configuration
 * @param file its file, whose folder paths begin at
 * @param reading is told of each file before it is read
 */
public record PemReader(StrictYaml yaml, Path file, Consumer<Path> reading) {
  /** 4 MiB: all authorities of a host together take a quarter of one. */
  private static final int MAX_BYTES = 4 << 20;

  List<X509Certificate> certificates(PemPlace place) throws ConfigException {
    try {
      return Pem.certificates(text(place));
    } catch (PemException e) {
      throw fault(place, String.valueOf(e.getMessage()));
    }
  }

  PrivateKey key(PemPlace place) throws ConfigException {
    try {
      return PrivateKeys.read(text(place));
    } catch (PemException e) {
      throw fault(place, String.valueOf(e.getMessage()));
    }
  }

  private String text(PemPlace place) throws ConfigException {
    if (!place.isFile()) {
      return place.value();
    }
    Path pem = file.resolveSibling(yaml.path(place.key(), place.value()));
    reading.accept(pem);
    try (InputStream in = Files.newInputStream(pem)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw fault(place, "is larger than 4 MiB");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw fault(place, "no such file");
    } catch (AccessDeniedException e) {
      throw fault(place, "permission denied; let the user of the exporter read it");
    } catch (IOException e) {
      throw fault(place, "cannot be read: " + e.getMessage());
    }
  }

  /** What is no file's name may be a secret, and is not repeated. */
  private ConfigException fault(PemPlace place, String what) {
    String shown = place.isFile() ? place.key() + " " + place.value() : place.key();
    return yaml.fault(place.line(), shown + ": " + what);
  }
}
