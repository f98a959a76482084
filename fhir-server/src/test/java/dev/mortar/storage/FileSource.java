package dev.mortar.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that has one file to import, or that sends whoever asks elsewhere. */
final class FileSource implements AutoCloseable {
  private final HttpServer server;
  private final URI folder;
  private final String text;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String elsewhere = "";

  /**
   * @param folder where it listens; port 0 is any
   */
  FileSource(URI folder, String text) throws IOException {
    this.folder = folder;
    this.text = text;
    server = HttpServer.create(new InetSocketAddress(folder.getHost(), folder.getPort()), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  void sendTo(String address) {
    elsewhere = address;
  }

  String file() {
    return "http://127.0.0.1:%d%sfile.ndjson"
        .formatted(server.getAddress().getPort(), folder.getPath());
  }

  int asked() {
    return asked.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.incrementAndGet();
      if (!elsewhere.isEmpty()) {
        exchange.getResponseHeaders().add("Location", elsewhere);
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/fhir+ndjson");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
