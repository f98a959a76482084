package dev.mortar.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A running FHIR server under measurement, and how to speak with it. */
final class Server implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than work that is done in turns pauses in between. */
  private static final Duration REST = Duration.ofMillis(1200);

  /** A server at rest takes less than this in such a time. */
  private static final double BUSY_MILLIS = 150;

  private static final Duration MOST_REST = Duration.ofMinutes(1);

  private final Child process;
  private final Store store;
  private final URI base;
  private final String tokenPath;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private volatile String token = "";
  private volatile String role = "manager";

  /**
   * @param tokenPath where the server gives out access tokens, up to the role; empty if it asks for
   *     none
   */
  Server(Child process, Store store, URI base, String tokenPath) {
    this.process = process;
    this.store = store;
    this.base = base;
    this.tokenPath = tokenPath;
  }

  /** Signs in as this role from now on. */
  void as(String role) {
    this.role = role;
    signIn();
  }

  /** Fetches a new access token; the old one may end in the midst of a round. */
  void signIn() {
    if (!tokenPath.isEmpty()) {
      token = send(get(tokenPath + role)).body().strip();
    }
  }

  long pid() {
    return process.pid();
  }

  /**
   * Waits until what requests have left to be done is done, a minute at most: it belongs to them,
   * and would otherwise be done at the cost of whoever is measured next.
   */
  void settle() {
    long end = System.nanoTime() + MOST_REST.toNanos();
    double before = -BUSY_MILLIS;
    double now = cpuMillis() + store.cpuMillis();
    while (now - before >= BUSY_MILLIS && System.nanoTime() < end) {
      LockSupport.parkNanos(REST.toNanos());
      before = now;
      now = cpuMillis() + store.cpuMillis();
    }
  }

  /** CPU of the server's process so far, which is the database's too if that lives in it. */
  double cpuMillis() {
    return ProcessUse.cpuMillis(pid());
  }

  Store store() {
    return store;
  }

  HttpRequest get(String path) {
    return request(path).GET().build();
  }

  HttpRequest post(String path, String json) {
    return request(path).POST(BodyPublishers.ofString(json)).build();
  }

  HttpRequest put(String path, String json) {
    return request(path).PUT(BodyPublishers.ofString(json)).build();
  }

  /** Without the header a stock server would answer a repeated search from its memory. */
  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofMinutes(1))
            .header("Content-Type", "application/fhir+json")
            .header("Cache-Control", "no-cache");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }

  boolean answers(String path) {
    try {
      return send(get(path)).statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  JsonNode json(HttpRequest request) {
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          request.method()
              + " "
              + request.uri()
              + ": "
              + answer.statusCode()
              + " "
              + answer.body());
    }
    return parse(answer.body());
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
