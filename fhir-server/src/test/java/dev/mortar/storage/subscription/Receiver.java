package dev.mortar.storage.subscription;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP receiver of notifications that can be out of order for a while. */
final class Receiver implements AutoCloseable {
  private final HttpServer http;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean down;

  Receiver() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::take);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/hook";
  }

  void down(boolean out) {
    down = out;
  }

  /** Path and body of each notification that was answered with success. */
  List<String> received() {
    return List.copyOf(received);
  }

  int refused() {
    return refused.get();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (down) {
      refused.incrementAndGet();
      exchange.sendResponseHeaders(503, -1);
    } else {
      received.add(exchange.getRequestURI() + "\n" + body);
      exchange.sendResponseHeaders(200, -1);
    }
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
