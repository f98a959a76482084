package dev.mortar.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays the SMS carrier: takes messages, recognises repeats by their idempotency key, and can be
 * asked for them. It keeps them in a file, so that it remembers across restarts as a carrier would.
 */
final class SmsSink implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final Clock clock;
  private final HttpServer server;
  private final Map<String, SinkMessage> messages = new LinkedHashMap<>();

  SmsSink(Path file, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    if (Files.exists(file)) {
      for (var line : Files.readAllLines(file)) {
        var message = JSON.readValue(line, SinkMessage.class);
        messages.put(message.id(), message);
      }
    }
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    this.server = HttpServer.create(loopback, 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized List<SinkMessage> messages() {
    return List.copyOf(messages.values());
  }

  /** Forgets messages by the requests that asked for them, in the file, too. */
  synchronized void forget(Set<String> requests) throws IOException {
    if (messages.keySet().removeAll(requests)) {
      var lines = new ArrayList<String>();
      for (var message : messages.values()) {
        lines.add(JSON.writeValueAsString(message));
      }
      Files.write(file, lines);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestMethod()) {
        case "POST" -> take(exchange);
        case "GET" -> answer(exchange, 200, Map.of("messages", asked(exchange)));
        default -> answer(exchange, 405, Map.of());
      }
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    var form = fields(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    var key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    keep(key, form.getOrDefault("To", ""), form.getOrDefault("Body", ""));
    answer(exchange, 201, Map.of("sid", "SM" + key));
  }

  private synchronized void keep(String key, String to, String body) throws IOException {
    if (messages.containsKey(key)) {
      return;
    }
    var message = new SinkMessage("SMS", key, to, "", body, clock.instant().toString());
    var line = JSON.writeValueAsString(message) + "\n";
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    messages.put(key, message);
  }

  private synchronized List<Map<String, String>> asked(HttpExchange exchange) {
    var query = fields(String.valueOf(exchange.getRequestURI().getRawQuery()));
    var key = query.getOrDefault("IdempotencyKey", "");
    return messages.containsKey(key) ? List.of(Map.of("sid", "SM" + key)) : List.of();
  }

  private static Map<String, String> fields(String encoded) {
    return Arrays.stream(encoded.split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(
            Collectors.toMap(
                pair -> URLDecoder.decode(pair[0], UTF_8),
                pair -> URLDecoder.decode(pair[1], UTF_8),
                (first, second) -> first));
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    var bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
