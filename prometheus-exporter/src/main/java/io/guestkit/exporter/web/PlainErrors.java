package io.guestkit.exporter.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What is said of requests that never come to a handler: not HTTP, or too large. */
final class PlainErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String sentence = HttpStatus.getMessage(response.getStatus()) + "\n";
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answers.TEXT);
    Content.Sink.write(response, true, sentence, callback);
    return true;
  }
}
