package io.guestkit.exporter.web;

import io.guestkit.Build;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page at {@code /}: what this is and where to go; no script. */
final class LandingPage {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:16px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:42rem;padding:0 1rem}
      input,button{font:inherit;padding:.3rem .5rem}
      input{box-sizing:border-box;width:100%;margin:.3rem 0 .6rem}
      """;

  private final String html;
  private final String policy;

  LandingPage(String telemetryPath) {
    html = page(escape(Build.current().version()), escape(telemetryPath));
    policy =
        "default-src 'none'; style-src 'sha256-%s'; img-src data:; form-action 'self';"
                .formatted(sha256(STYLE))
            + " base-uri 'none'; frame-ancestors 'none'";
  }

  private static String page(String version, String telemetryPath) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <title>GuestKit exporter</title>
    <link rel="icon" href="data:,"/>
    <style>%s</style>
    </head>
    <body>
    <h1>GuestKit exporter</h1>
    <p>Metrics of what is inside virtual machine disks. Version %s.</p>
    <ul>
    <li><a href="%s">Metrics of the exporter</a></li>
    <li><a href="/sd">Images, as targets for Prometheus</a></li>
    <li><a href="/-/healthy">Health</a></li>
    </ul>
    <h2>Probe an image</h2>
    <form action="/probe" method="get">
    <label for="target">Absolute path of an image below a configured root</label>
    <input id="target" name="target" required="required" placeholder="/var/lib/libvirt/images/guest.qcow2"/>
    <button type="submit">Probe</button>
    </form>
    </body>
    </html>
    """
        .formatted(STYLE, version, telemetryPath);
  }

  void answer(Context context) {
    context
        .header("Content-Security-Policy", policy)
        .header("Referrer-Policy", "no-referrer")
        .contentType(ContentType.TEXT_HTML.getMimeType() + "; charset=utf-8")
        .result(html);
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
