package io.guestkit.dist.exporter;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections of clients that take their time, from another address than the tests have. */
final class SlowClients implements Closeable {
  /** All of 127.0.0.0/8 is the host itself. */
  private static final String ADDRESS = "127.0.0.2";

  private static final int BUFFER_BYTES = 4096;

  private final List<SocketChannel> channels = new ArrayList<>();

  /**
   * Opens connections.
   *
   * @param request what each begins with
   */
  static SlowClients open(String exporter, int count, String request) throws IOException {
    URI uri = URI.create("http://" + exporter);
    SlowClients clients = new SlowClients();
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      clients.channels.add(channel);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
      channel.bind(new InetSocketAddress(ADDRESS, 0));
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
    }
    clients.write(request);
    return clients;
  }

  /** Writes to those that are connected. */
  void write(String text) {
    for (SocketChannel channel : channels) {
      try {
        if (channel.finishConnect()) {
          channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  /** Reads a little of each, and returns how many answers began so. */
  int answersThatBegin(String start) {
    int count = 0;
    for (SocketChannel channel : channels) {
      ByteBuffer read = ByteBuffer.allocate(start.length());
      try {
        if (channel.read(read) == start.length()
            && start.equals(new String(read.array(), StandardCharsets.US_ASCII))) {
          count++;
        }
      } catch (IOException e) {
        // It was closed.
      }
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}
