package io.guestkit.dist.exporter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Headless Chromium, driven by its DevTools protocol. One command at a time. */
final class Browser implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** 30 s: a loaded machine starts a browser in a few. */
  private static final long MAX_SECONDS = 30;

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> loads = new LinkedBlockingQueue<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final WebSocket socket;
  private int lastId;

  private Browser(Process process, Path profile) throws IOException, InterruptedException {
    this.process = process;
    this.socket = client.newWebSocketBuilder().buildAsync(page(profile), new Messages()).join();
    for (String domain : List.of("Page", "Runtime", "Log")) {
      send(domain + ".enable", "{}");
    }
  }

  /** Starts it with a new profile. */
  static Browser start(Path dir) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory(dir, "chromium");
    List<String> command =
        List.of(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-sync",
            "--disable-background-networking",
            "--disable-component-update",
            "--hide-scrollbars",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    try {
      return new Browser(process, profile);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private URI page(Path profile) throws IOException, InterruptedException {
    Path port = profile.resolve("DevToolsActivePort");
    for (int i = 0; i < MAX_SECONDS * 10 && process.isAlive(); i++) {
      Thread.sleep(100);
      List<String> lines = Files.exists(port) ? Files.readAllLines(port) : List.of();
      if (lines.size() >= 2) {
        URI list = URI.create("http://127.0.0.1:" + lines.getFirst() + "/json/list");
        HttpRequest request = HttpRequest.newBuilder(list).build();
        String pages = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return URI.create(JSON.readTree(pages).get(0).get("webSocketDebuggerUrl").asText());
      }
    }
    throw new IOException("chromium does not start: " + Files.readString(profile.resolve("log")));
  }

  /** Gives a command, and returns its result. */
  JsonNode send(String method, String parameters) throws IOException, InterruptedException {
    ObjectNode command = JSON.createObjectNode().put("id", ++lastId).put("method", method);
    command.set("params", JSON.readTree(parameters));
    socket.sendText(command.toString(), true).join();
    JsonNode answer = answers.poll(MAX_SECONDS, TimeUnit.SECONDS);
    if (answer == null || answer.get("id").asInt() != lastId || !answer.has("result")) {
      throw new IOException(method + ": " + answer);
    }
    return answer.get("result");
  }

  /** Goes to an address, and waits for the page. */
  void open(String address) throws IOException, InterruptedException {
    loads.clear();
    send("Page.navigate", JSON.createObjectNode().put("url", address).toString());
    awaitLoad();
  }

  /** Does what leads to another page, in the script of a person's hand, and waits for it. */
  void follow(String script) throws IOException, InterruptedException {
    loads.clear();
    evaluate(script);
    awaitLoad();
  }

  private void awaitLoad() throws IOException, InterruptedException {
    if (loads.poll(MAX_SECONDS, TimeUnit.SECONDS) == null) {
      throw new IOException("the page does not load");
    }
  }

  /** Types text into what has the focus. */
  void type(String text) throws IOException, InterruptedException {
    send("Input.insertText", JSON.createObjectNode().put("text", text).toString());
  }

  /** Returns the value of an expression, as text. */
  String evaluate(String expression) throws IOException, InterruptedException {
    ObjectNode parameters = JSON.createObjectNode().put("expression", expression);
    JsonNode result = send("Runtime.evaluate", parameters.put("returnByValue", true).toString());
    if (result.has("exceptionDetails")) {
      throw new IOException(expression + ": " + result);
    }
    return result.get("result").path("value").asText();
  }

  /** Sets the size of the screen in pixels, and whether it is dark. */
  void screen(int width, int height, boolean isDark) throws IOException, InterruptedException {
    send(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":%b}"
            .formatted(width, height, width < 600));
    send(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}"
            .formatted(isDark ? "dark" : "light"));
  }

  /** Returns a picture of the screen, as PNG. */
  byte[] picture() throws IOException, InterruptedException {
    JsonNode result = send("Page.captureScreenshot", "{\"format\":\"png\"}");
    return Base64.getDecoder().decode(result.get("data").asText());
  }

  /** Returns what the browser said on its console, and what it refused. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Ends it, and waits: it writes into its profile to the last. */
  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    // Its profile is written to by several processes, until the last of them has ended.
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    for (ProcessHandle one : all) {
      one.destroyForcibly();
    }
    for (ProcessHandle one : all) {
      one.onExit().join();
    }
  }

  /** Puts messages together, and tells answers from events. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        take(text.toString());
        text.setLength(0);
      }
      return WebSocket.Listener.super.onText(from, part, isLast);
    }

    private void take(String message) {
      JsonNode node;
      try {
        node = JSON.readTree(message);
      } catch (IOException e) {
        complaints.add(message);
        return;
      }
      switch (node.path("method").asText()) {
        case "" -> answers.add(node);
        case "Page.loadEventFired" -> loads.add(message);
        case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
            complaints.add(message);
        default -> {} // not asked about
      }
    }
  }
}
