package dev.mortar.e2e;

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

/** A running server, seen through HTTP with one token or none. */
public final class Mortar {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI base;
  private final String token;

  private Mortar(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** The server as somebody sees it who has no token. */
  public static Mortar anonymous(URI base) {
    return new Mortar(base, "");
  }

  public Mortar withToken(String other) {
    return new Mortar(base, other);
  }

  /** The server as the demo user of this role sees it. */
  public Mortar as(String role) {
    return withToken(get("/demo/token?role=" + role).body().strip());
  }

  public URI base() {
    return base;
  }

  public HttpResponse<String> get(String path) {
    return exchange(request(path).GET());
  }

  /** Asks for a job; the answer names the address to ask for its end. */
  public HttpResponse<String> job(String path) {
    return exchange(request(path).header("Prefer", "respond-async").GET());
  }

  public HttpResponse<String> post(String path, String body) {
    return exchange(
        request(path)
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> put(String path, String json) {
    return exchange(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  /** The JSON that a GET answers; any other answer than a success is an error. */
  public JsonNode json(String path) {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "GET " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return parse(answer.body());
  }

  public static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }
}
