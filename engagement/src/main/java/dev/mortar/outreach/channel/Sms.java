package dev.mortar.outreach.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mortar.ig.Codes.MessageStatusReason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** SMS over HTTP: a form, basic authentication and an idempotency key. */
public final class Sms implements Channel {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SHORTEST_NUMBER = 7;
  private static final int NATIONAL_NUMBER = 10;

  private final SmsSettings settings;
  private final HttpClient http;

  public Sms(SmsSettings settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Medium medium() {
    return Medium.SMS;
  }

  @Override
  public Handover send(Outgoing message) {
    var to = number(message.to());
    if (to.length() < SHORTEST_NUMBER) {
      return new Handover.Refused(MessageStatusReason.NO_ADDRESS);
    }
    var form = form(Map.of("To", to, "From", settings.from(), "Body", message.body()));
    var request =
        request(messages())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Idempotency-Key", message.key())
            .POST(BodyPublishers.ofString(form))
            .build();
    try {
      return judge(http.send(request, BodyHandlers.ofString()), message);
    } catch (ConnectException | HttpConnectTimeoutException unreachable) {
      return new Handover.NotSent("no connection to the SMS carrier");
    } catch (IOException broken) {
      return new Handover.Unclear("the connection broke while the message was handed over");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Handover.Unclear("stopped while the message was handed over");
    }
  }

  @Override
  public Trace ask(String key) {
    if (!settings.lookup()) {
      return new Trace.Silent();
    }
    var address = messages() + "?IdempotencyKey=" + URLEncoder.encode(key, UTF_8);
    try {
      var response = http.send(request(address).GET().build(), BodyHandlers.ofString());
      return response.statusCode() == 200
          ? trace(JSON.readTree(response.body()))
          : silent(response);
    } catch (IOException broken) {
      return new Trace.Silent();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Trace.Silent();
    }
  }

  private static Trace silent(HttpResponse<String> response) {
    return response.statusCode() == 404 ? new Trace.Absent() : new Trace.Silent();
  }

  private static Trace trace(JsonNode found) {
    var messages = found.path("messages");
    if (!messages.isArray()) {
      return new Trace.Silent();
    }
    return messages.isEmpty()
        ? new Trace.Absent()
        : new Trace.Found(messages.get(0).path("sid").asText());
  }

  private static Handover judge(HttpResponse<String> response, Outgoing message) {
    var status = response.statusCode();
    if (status == 200 || status == 201) {
      return new Handover.Accepted(sid(response.body()), Segments.count(message.body()));
    }
    if (status == 429 || status == 401 || status == 403 || status == 503) {
      return new Handover.NotSent("the SMS carrier answered " + status);
    }
    return status >= 400 && status < 500
        ? new Handover.Refused(MessageStatusReason.CARRIER_REFUSED)
        : new Handover.Unclear("the SMS carrier answered " + status);
  }

  private static String sid(String body) {
    try {
      return JSON.readTree(body).path("sid").asText();
    } catch (JsonProcessingException accepted) {
      return "";
    }
  }

  private HttpRequest.Builder request(String address) {
    var secret = settings.account() + ":" + settings.token();
    return HttpRequest.newBuilder(URI.create(address))
        .timeout(settings.timeout())
        .header("Accept", "application/json")
        .header(
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)));
  }

  private String messages() {
    return settings.url() + "/2010-04-01/Accounts/" + settings.account() + "/Messages.json";
  }

  private String number(String written) {
    var digits = written.replaceAll("[^0-9]", "");
    if (written.strip().startsWith("+")) {
      return "+" + digits;
    }
    return digits.length() == NATIONAL_NUMBER ? "+" + settings.country() + digits : "+" + digits;
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
