package dev.mortar.ehr;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Talks to an EHR's own addresses: encrypted, without redirects, within limits. */
final class Http {
  private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "localhost", "[::1]");
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int LONGEST = 512 * 1024;
  private static final int OK = 200;
  private static final int STRUGGLES = 500;
  private static final int TOO_MANY = 429;

  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  /** Plain http is for this machine, where nobody listens on the way. */
  static void checkSafe(URI address) {
    boolean encrypted = "https".equals(address.getScheme());
    boolean here = "http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost());
    if (address.getHost() == null || address.getUserInfo() != null || !(encrypted || here)) {
      throw new IllegalArgumentException("Not an https address: " + address);
    }
  }

  Map<String, Object> get(URI address) {
    return send(HttpRequest.newBuilder(address).GET());
  }

  /**
   * @param authorization a header, empty for none
   */
  Map<String, Object> post(URI address, Map<String, String> form, String authorization) {
    String body =
        form.entrySet().stream()
            .map(one -> one.getKey() + "=" + encode(one.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return send(request);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Map<String, Object> send(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(ANSWER).header("Accept", "application/json").build();
    String place = request.uri().getHost() + request.uri().getPath();
    try {
      checkSafe(request.uri());
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      String body = limited(answer, place);
      if (answer.statusCode() != OK) {
        throw new SmartException(
            kind(answer.statusCode()), place + " answered " + answer.statusCode() + reason(body));
      }
      return JSONObjectUtils.parse(body);
    } catch (IOException e) {
      throw new SmartException(SmartException.Kind.TRANSIENT, place + " does not answer.", e);
    } catch (ParseException | IllegalArgumentException e) {
      throw new SmartException(
          SmartException.Kind.PERMANENT, place + " does not answer what it should.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SmartException(SmartException.Kind.TRANSIENT, "Interrupted.", e);
    }
  }

  private static String limited(HttpResponse<InputStream> answer, String place) throws IOException {
    try (InputStream body = answer.body()) {
      byte[] bytes = body.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException(place + " answers too much.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static SmartException.Kind kind(int status) {
    return status >= STRUGGLES || status == TOO_MANY
        ? SmartException.Kind.TRANSIENT
        : SmartException.Kind.REFUSED;
  }

  /** OAuth's code of the error and nothing else, as descriptions may hold anything. */
  private static String reason(String body) {
    try {
      Object error = JSONObjectUtils.parse(body).get("error");
      return error instanceof String code && code.matches("[a-z_]{1,60}") ? ": " + code : "";
    } catch (ParseException e) {
      return "";
    }
  }
}
