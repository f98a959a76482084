package dev.mortar.ehr;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the addresses of EHRs and identity providers: encrypted, no redirects, within limits.
 */
public final class Http {
  private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "localhost", "[::1]");
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int LONGEST = 512 * 1024;
  private static final int OK = 200;
  private static final int STRUGGLES = 500;
  private static final int TOO_MANY = 429;

  private final Duration patience;
  private @Nullable HttpClient made;

  public Http() {
    this(ANSWER);
  }

  /**
   * @param patience how long an answer may take
   */
  Http(Duration patience) {
    this.patience = patience;
  }

  /** Plain http is for this machine, where nobody listens on the way. */
  public static void checkSafe(URI address) {
    boolean encrypted = "https".equals(address.getScheme());
    boolean here = "http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost());
    if (address.getHost() == null || address.getUserInfo() != null || !(encrypted || here)) {
      throw new IllegalArgumentException("Not an https address: " + address);
    }
  }

  public Map<String, Object> get(URI address) {
    return get(address, "");
  }

  /**
   * @param authorization a header, empty for none
   */
  public Map<String, Object> get(URI address, String authorization) {
    return parsed(with(authorization, HttpRequest.newBuilder(address).GET()));
  }

  /**
   * What lies at the address, as it came.
   *
   * @param authorization a header, empty for none
   */
  public String text(URI address, String authorization) {
    return send(with(authorization, HttpRequest.newBuilder(address).GET()));
  }

  /**
   * @param body JSON
   * @param authorization a header, empty for none
   */
  public Map<String, Object> postJson(URI address, String body, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return parsed(with(authorization, request));
  }

  private static HttpRequest.Builder with(String authorization, HttpRequest.Builder request) {
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  /**
   * @param authorization a header, empty for none
   */
  public Map<String, Object> post(URI address, Map<String, String> form, String authorization) {
    String body =
        form.entrySet().stream()
            .map(one -> one.getKey() + "=" + encode(one.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    return parsed(with(authorization, request));
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Map<String, Object> parsed(HttpRequest.Builder builder) {
    String body = send(builder);
    try {
      return JSONObjectUtils.parse(body);
    } catch (ParseException e) {
      String place = builder.build().uri().getHost();
      throw new SmartException(
          SmartException.Kind.PERMANENT, place + " does not answer what it should.", e);
    }
  }

  private String send(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(patience).header("Accept", "application/json").build();
    String place = request.uri().getHost() + request.uri().getPath();
    try {
      checkSafe(request.uri());
      HttpResponse<byte[]> answer = whole(request);
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      if (answer.statusCode() != OK) {
        throw new SmartException(
            kind(answer.statusCode()), place + " answered " + answer.statusCode() + reason(body));
      }
      return body;
    } catch (IOException e) {
      throw new SmartException(SmartException.Kind.TRANSIENT, place + " does not answer.", e);
    } catch (IllegalArgumentException e) {
      throw new SmartException(
          SmartException.Kind.PERMANENT, place + " does not answer what it should.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SmartException(SmartException.Kind.TRANSIENT, "Interrupted.", e);
    }
  }

  /** Headers and body together within the time; the client's own timeout ends with the headers. */
  private HttpResponse<byte[]> whole(HttpRequest request) throws IOException, InterruptedException {
    var answer =
        client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("No whole answer.", e);
    } finally {
      answer.cancel(true);
    }
  }

  /** Made when it is first needed, as it has a thread of its own and most servers have no EHR. */
  private synchronized HttpClient client() {
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT)
              .build();
    }
    return made;
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
