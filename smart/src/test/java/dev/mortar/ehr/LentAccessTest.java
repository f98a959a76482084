package dev.mortar.ehr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LentAccessTest {
  private final CountDownLatch over = new CountDownLatch(1);
  private final LentAccess access = new LentAccess(Duration.ofMillis(300));
  private final HttpServer server;
  private final Ehr ehr;

  LentAccessTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ehr =
        new Ehr(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/fhir"),
            "us",
            new Proof.None(),
            Dialect.STANDARD,
            List.of());
  }

  @BeforeEach
  void anEhrThatAnswersAndOneThatDoesNotEnd() {
    server.createContext(
        "/fhir/Patient/quick",
        exchange -> {
          String told = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] body = ("{\"told\":\"" + told + "\"}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/fhir/Patient/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await();
        });
    server.start();
  }

  @AfterEach
  void close() {
    over.countDown();
    server.stop(0);
  }

  @Test
  void aResourceIsReadWithTheTokenThatWasLent() {
    assertThat(access.read(ehr, "Patient", "quick", "abc")).hasValue("{\"told\":\"Bearer abc\"}");
    assertThat(access.read(ehr, "Patient", "gone", "abc")).isEmpty();
  }

  @Test
  @Timeout(10)
  void whoBeginsToAnswerAndDoesNotEndIsNotWaitedFor() {
    assertThat(access.read(ehr, "Patient", "endless", "abc")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Patient, ../Other, abc",
    "Patient, .., abc",
    "patient/Patient, 1, abc",
    "Patient, 1?x=y, abc",
    "Patient, 1, 'a b'",
    "Patient, 1, ''"
  })
  void whatCouldLeadElsewhereIsNotTried(String type, String id, String token) {
    assertThatThrownBy(() -> access.read(ehr, type, id, token))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
