package io.guestkit.terraform;

import io.guestkit.Build;
import io.guestkit.export.DisplayText;
import io.guestkit.terraform.process.DebugServer;
import io.guestkit.terraform.process.Handshake;
import io.guestkit.terraform.process.HostLog;
import io.guestkit.terraform.process.PluginServer;
import io.guestkit.terraform.process.StartException;
import io.guestkit.terraform.provider.ProviderService;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.logging.LogManager;

/** The program {@code terraform-provider-guestkit}, which Terraform starts. */
public final class Main {
  private static final String NAME = "terraform-provider-guestkit";
  private static final String HELP =
      """
      The provider guestkit for Terraform and OpenTofu, which start it themselves: install it where
      terraform init finds it, and name guestkit/guestkit in required_providers.

      terraform-provider-guestkit -debug     serve until Ctrl-C; prints the variable by which
                                             Terraform uses this process, run after run
      terraform-provider-guestkit --version  print version and build
      terraform-provider-guestkit --help     print this
      """;

  private static final int OK = 0;
  private static final int FAILED = 1;

  private final PrintStream out;
  private final PrintStream err;

  private Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Serves until Terraform has gone. Standard input is Terraform's and is never read. */
  public static void main(String[] words) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Runtime.getRuntime().halt(new Main(out, err).run(words));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private int run(String[] words) {
    try {
      if (words.length == 0) {
        serve();
        return OK;
      }
      return run(words[0], words.length == 1);
    } catch (StartException | IOException | GeneralSecurityException e) {
      return complain(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      return complain("interrupted");
    } catch (RuntimeException | Error e) {
      return complain("a fault of the provider, please report it: " + e);
    }
  }

  private int run(String word, boolean isAlone) throws IOException, InterruptedException {
    if (isAlone && word.equals("--version")) {
      out.print(Build.current().text(NAME));
    } else if (isAlone && (word.equals("-debug") || word.equals("--debug"))) {
      debug();
    } else if (word.equals("--help") || word.equals("-help") || word.equals("-h")) {
      out.print(HELP);
    } else {
      complain("unknown arguments, beginning with " + word);
      err.print(HELP);
      return FAILED;
    }
    return OK;
  }

  private int complain(String sentence) {
    err.println(NAME + ": " + DisplayText.show(sentence));
    return FAILED;
  }

  private void serve()
      throws StartException, IOException, GeneralSecurityException, InterruptedException {
    Handshake handshake = Handshake.of(System.getenv());
    // The default context, which gRPC makes and nobody uses, would read the JDK's list of roots.
    System.setProperty("javax.net.ssl.trustStore", "NONE");
    // gRPC's own messages: go-plugin cannot read them, and says itself what fails.
    LogManager.getLogManager().reset();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> giveUp(thrown));
    HostLog log = new HostLog(System.getenv(), err);
    ProviderService service = service(log);
    PluginServer server = PluginServer.start(handshake, service);
    out.println(server.handshakeLine());
    boolean isRead = !out.checkError(); // else Terraform has gone before it began
    // Terraform logs an error where it still reads when the process ends. The descriptor stays.
    out.close();
    if (isRead) {
      log.write(HostLog.Level.INFO, "guestkit " + Build.current().version() + " serves");
      server.await();
    }
    log.write(HostLog.Level.TRACE, "ends: Terraform has gone or asked for it");
  }

  /**
   * Ends the process where a thread of gRPC ends by an error, such as that of a heap that is full:
   * Terraform, whose call nobody would answer any more, says that the provider is gone.
   */
  private void giveUp(Throwable thrown) {
    if (thrown instanceof Error) {
      err.println(NAME + ": ends, as it met " + thrown);
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private static ProviderService service(HostLog log) {
    return new ProviderService(
        System.getenv(), line -> log.write(HostLog.Level.DEBUG, DisplayText.show(line)));
  }

  private void debug() throws IOException, InterruptedException {
    LogManager.getLogManager().reset();
    HostLog log = new HostLog(System.getenv(), err);
    ProviderService service = service(log);
    DebugServer server = DebugServer.start(service);
    err.println("Serves without TLS on 127.0.0.1 until Ctrl-C. Where terraform runs, set first:");
    out.println(server.exportLine());
    server.await();
  }
}
