package io.guestkit.dist.terraform;

import io.guestkit.terraform.process.Handshake;
import io.guestkit.terraform.process.Identity;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A provider that was started as Terraform starts it; closing it kills it. */
public final class ProviderProcess implements Closeable {
  /** The curve of Terraform's own certificates. */
  private static final String CURVE = "secp521r1";

  private final Process process;
  private final Optional<Identity> identity;
  private final HandshakeLine handshake;
  private final Duration toHandshake;

  private ProviderProcess(
      Process process, Optional<Identity> identity, HandshakeLine handshake, Duration toHandshake) {
    this.process = process;
    this.identity = identity;
    this.handshake = handshake;
    this.toHandshake = toHandshake;
  }

  /**
   * Starts a provider and reads its handshake.
   *
   * @param environment what is set besides what Terraform sets
   * @throws IOException if it cannot be started, or answers no handshake
   */
  public static ProviderProcess start(List<String> command, Map<String, String> environment)
      throws IOException, GeneralSecurityException {
    Identity identity = newIdentity();
    byte[] der = identity.certificate().getEncoded();
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END CERTIFICATE-----\n";
    return start(command, environment, Optional.of(identity), pem);
  }

  /** Starts a provider whose connection is plain, as with TF_DISABLE_PLUGIN_TLS. */
  public static ProviderProcess startPlain(List<String> command, Map<String, String> environment)
      throws IOException {
    return start(command, environment, Optional.empty(), "");
  }

  private static ProviderProcess start(
      List<String> command,
      Map<String, String> environment,
      Optional<Identity> identity,
      String clientCertificate)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put(Handshake.COOKIE, Handshake.COOKIE_VALUE);
    builder.environment().put(Handshake.VERSIONS, "5,6");
    builder.environment().put(Handshake.MULTIPLEX, "true");
    builder.environment().put(Handshake.CLIENT_CERTIFICATE, clientCertificate);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      @Nullable String line = out.readLine();
      Duration toHandshake = Duration.ofNanos(System.nanoTime() - start);
      HandshakeLine handshake = HandshakeLine.parse(line == null ? "" : line);
      return new ProviderProcess(process, identity, handshake, toHandshake);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Returns a new identity as Terraform makes one for each start. */
  public static Identity newIdentity() throws GeneralSecurityException {
    return Identity.create(CURVE);
  }

  /** Connects as the one who started it. */
  public ProviderClient connect() throws GeneralSecurityException {
    return ProviderClient.connect(handshake, identity);
  }

  /**
   * Returns who is let in.
   *
   * @throws java.util.NoSuchElementException if the connection is plain
   */
  public Identity identity() {
    return identity.orElseThrow();
  }

  /** Returns what the provider said. */
  public HandshakeLine handshake() {
    return handshake;
  }

  /** Returns the time from the start of the process until it said that. */
  public Duration toHandshake() {
    return toHandshake;
  }

  /** Returns the process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * Waits until the process ends, and returns its status.
   *
   * @throws IOException if it does not end in time
   */
  public int waitFor(Duration time) throws IOException, InterruptedException {
    if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("the provider does not end within " + time);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
