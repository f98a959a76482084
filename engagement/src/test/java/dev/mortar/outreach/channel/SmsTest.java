package dev.mortar.outreach.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real HTTP server that plays the carrier. */
final class SmsTest {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 201;
  private volatile String body = "{\"sid\":\"SM1\"}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var headers = exchange.getRequestHeaders();
            requests.add(
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestURI()
                    + " "
                    + headers.getFirst("Idempotency-Key")
                    + " "
                    + headers.getFirst("Authorization")
                    + " "
                    + URLDecoder.decode(sent, UTF_8));
            if (status == 0) {
              return;
            }
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Sms sms(boolean lookup) {
    var url = "http://127.0.0.1:" + server.getAddress().getPort();
    return new Sms(
        new SmsSettings(url, "AC1", "secret", "+15550000", lookup, "1", Duration.ofSeconds(3)));
  }

  private static Outgoing message(String to) {
    return new Outgoing("key-1", to, "", "Hola & adiós");
  }

  @Test
  void theCarrierGetsAFormWithKeyAndCredentials() {
    assertThat(sms(false).send(message("(312) 555-0100")))
        .isEqualTo(new Handover.Accepted("SM1", 1));
    assertThat(requests.getFirst())
        .startsWith("POST /2010-04-01/Accounts/AC1/Messages.json key-1 Basic QUMxOnNlY3JldA== ")
        .contains("To=+13125550100", "From=+15550000", "Body=Hola & adiós");
  }

  @Test
  void answersAreSortedByWhatTheyMean() {
    status = 400;
    assertThat(sms(false).send(message("+15550100"))).isInstanceOf(Handover.Refused.class);
    status = 429;
    assertThat(sms(false).send(message("+15550100"))).isInstanceOf(Handover.NotSent.class);
    status = 503;
    assertThat(sms(false).send(message("+15550100"))).isInstanceOf(Handover.NotSent.class);
    status = 500;
    assertThat(sms(false).send(message("+15550100"))).isInstanceOf(Handover.Unclear.class);
    status = 0;
    assertThat(sms(false).send(message("+15550100"))).isInstanceOf(Handover.Unclear.class);
  }

  @Test
  void noNumberIsRefusedWithoutAskingTheCarrier() {
    assertThat(sms(false).send(message("none"))).isInstanceOf(Handover.Refused.class);
    assertThat(requests).isEmpty();
  }

  @Test
  void noCarrierMeansNotSent() {
    var sms = sms(false);
    server.stop(0);
    assertThat(sms.send(message("+15550100"))).isInstanceOf(Handover.NotSent.class);
  }

  @Test
  void theCarrierIsAskedByKeyWhereItCanBe() {
    assertThat(sms(false).ask("key-1")).isInstanceOf(Trace.Silent.class);
    status = 200;
    body = "{\"messages\":[]}";
    assertThat(sms(true).ask("key-1")).isInstanceOf(Trace.Absent.class);
    body = "{\"messages\":[{\"sid\":\"SM7\"}]}";
    assertThat(sms(true).ask("key-1")).isEqualTo(new Trace.Found("SM7"));
    body = "<html>";
    assertThat(sms(true).ask("key-1")).isInstanceOf(Trace.Silent.class);
    status = 500;
    assertThat(sms(true).ask("key-1")).isInstanceOf(Trace.Silent.class);
  }
}
