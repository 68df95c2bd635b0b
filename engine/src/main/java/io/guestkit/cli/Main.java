package io.guestkit.cli;

import io.guestkit.block.ImageException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The program {@code guestkit}. */
public final class Main {
  static final int OK = 0;

  /** An image, or a path in a guest, could not be read; or the answer not be written. */
  static final int FAILED = 1;

  static final int WRONG_USAGE = 2;

  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  private final Streams streams;

  private Main(Streams streams) {
    this.streams = streams;
  }

  /** Runs a command line and ends the process with its status. */
  public static void main(String[] words) {
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Streams streams =
        new Streams(
            new StandardOutput(),
            err,
            Terminal.isTerminal(STDOUT),
            Terminal.isTerminal(STDERR),
            System.getenv());
    System.exit(run(words, streams));
  }

  /** Runs a command line and returns its exit status. */
  static int run(String[] words, Streams streams) {
    Main main = new Main(streams);
    int status = main.attempt(() -> main.dispatch(words));
    int flushed =
        main.attempt(() -> {
          streams.out().flush();
          return OK;
        });
    return Math.max(status, flushed);
  }

  /** A part of the run that may fail in every way. */
  @FunctionalInterface
  private interface Step {
    int run() throws IOException, UsageException;
  }

  /** The one place where everything ends as a sentence and a status. */
  private int attempt(Step step) {
    try {
      return step.run();
    } catch (UsageException e) {
      streams.complain(String.valueOf(e.getMessage()));
      return WRONG_USAGE;
    } catch (IOException e) {
      return failed(e);
    } catch (UncheckedIOException e) {
      @Nullable IOException cause = e.getCause();
      return cause == null ? unexpected(e) : failed(cause);
    } catch (RuntimeException | Error e) {
      return unexpected(e);
    }
  }

  private int dispatch(String[] words) throws IOException, UsageException {
    if (words.length == 0) {
      streams.err().print(PicocliParser.help());
      return WRONG_USAGE;
    }
    int first = 1;
    Optional<Command> command = Commands.named(words[0]);
    if (command.isEmpty() && words.length > 1) {
      first = 2;
      command = Commands.named(words[0] + " " + words[1]);
    }
    if (command.isPresent()) {
      Optional<Arguments> plain = PlainParser.parse(command.get().model(), words, first);
      if (plain.isPresent()) {
        return command.get().run(plain.get(), streams);
      }
    }
    PicocliParser.Request request = PicocliParser.parse(words, streams.colours());
    if (request.command().isEmpty()) {
      streams.print(request.help());
      return OK;
    }
    return request.command().get().run(request.arguments(), streams);
  }

  private int failed(IOException e) {
    debug(e);
    if (e instanceof OutputException output && output.isClosedPipe()) {
      return OK;
    }
    streams.complain(
        e instanceof ImageException image ? Complaints.of(image) : String.valueOf(e.getMessage()));
    return FAILED;
  }

  private int unexpected(Throwable thrown) {
    debug(thrown);
    Throwable cause = thrown;
    for (int i = 0; i < 8 && cause instanceof IllegalStateException; i++) {
      Throwable inner = cause.getCause();
      if (inner == null) {
        break;
      }
      cause = inner;
    }
    streams.complain(Complaints.ofUnexpected(cause));
    return FAILED;
  }

  private void debug(Throwable thrown) {
    if (streams.isDebug()) {
      thrown.printStackTrace(streams.err());
    }
  }
}
