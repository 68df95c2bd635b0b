package io.guestkit.exporter;

import io.guestkit.Build;
import io.guestkit.export.DisplayText;
import io.guestkit.exporter.config.ConfigException;
import io.guestkit.exporter.config.ConfigFile;
import io.guestkit.exporter.config.Configuration;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.log.LogProvider;
import io.guestkit.exporter.web.ListenAddress;
import io.guestkit.exporter.webconfig.WebConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The program {@code guestkit-exporter}. */
public final class Main {
  private static final int OK = 0;

  /** The configuration cannot be used, or the address not be listened on. */
  private static final int FAILED = 1;

  private static final int WRONG_USAGE = 2;

  private Main() {}

  /** Serves until it is told to stop, and ends the process with its status. */
  public static void main(String[] words) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    System.exit(run(words, out, err));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** The one place where everything ends as a sentence and a status. */
  private static int run(String[] words, PrintStream out, PrintStream err) {
    try {
      return dispatch(words, out, err);
    } catch (UsageException e) {
      return complain(err, e, WRONG_USAGE);
    } catch (ConfigException | IOException e) {
      return complain(err, e, FAILED);
    } catch (InterruptedException e) {
      return OK;
    } catch (RuntimeException | Error e) {
      err.println(Flags.PROGRAM + ": an error in GuestKit itself: " + e);
      return FAILED;
    }
  }

  private static int complain(PrintStream err, Exception e, int status) {
    err.println(Flags.PROGRAM + ": " + DisplayText.show(String.valueOf(e.getMessage())));
    return status;
  }

  private static int dispatch(String[] words, PrintStream out, PrintStream err)
      throws UsageException, ConfigException, IOException, InterruptedException {
    Flags.Request request = Flags.parse(words);
    ListenAddress health = request.health();
    if (health != null) {
      HealthCheck.of(health);
      return OK;
    }
    Settings settings = request.settings();
    if (settings == null) {
      out.print(
          request.action() == Flags.Action.HELP
              ? Flags.help()
              : Build.current().text(Flags.PROGRAM));
      return OK;
    }
    Configuration configuration = ConfigFile.read(settings.configFile());
    Log log = Log.to(err, settings.logLevel(), settings.logFormat());
    Path webConfigFile = settings.webConfigFile();
    Optional<WebConfig> web =
        webConfigFile == null ? Optional.empty() : Optional.of(WebConfig.open(webConfigFile, log));
    if (request.action() == Flags.Action.CHECK_CONFIG) {
      int roots = configuration.roots().size();
      out.println(
          "%s: valid, %d %s"
              .formatted(settings.configFile(), roots, roots == 1 ? "root" : "roots"));
      if (webConfigFile != null) {
        out.println(webConfigFile + ": valid");
      }
      return OK;
    }
    run(settings, configuration, web, log);
    return OK;
  }

  private static void run(
      Settings settings, Configuration configuration, Optional<WebConfig> web, Log log)
      throws ConfigException, IOException, InterruptedException {
    Path textfile = settings.textfile();
    if (textfile == null) {
      Signals signals = Signals.listen();
      LogProvider.configure(settings.logLevel(), settings.logFormat());
      try (Exporter exporter = new Exporter(settings, configuration, log)) {
        exporter.serve(signals, web);
      }
    } else {
      try (Exporter exporter = new Exporter(settings, configuration, log)) {
        int images = exporter.write(textfile);
        log.info("Written", "file", textfile.toString(), "images", Integer.toString(images));
      }
    }
  }
}
