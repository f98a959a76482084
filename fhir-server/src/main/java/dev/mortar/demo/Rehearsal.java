package dev.mortar.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * Asks the server, once it is ready, what its users ask first, and ends it: a Java machine that
 * notes what it loads and compiles notes that of the first requests, too.
 */
final class Rehearsal implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int TIMES = 3;
  private static final List<String> QUESTIONS =
      List.of(
          "metadata",
          "Task?status=requested&_sort=-priority-score&_count=20",
          "Patient?_count=20",
          "Observation?_count=20&_include=Observation:subject",
          "Appointment?_count=20");

  private final WebServerApplicationContext context;

  Rehearsal(WebServerApplicationContext context) {
    this.context = context;
  }

  /**
   * @throws IllegalStateException if a question is not answered, which ends the program with an
   *     error
   */
  @Override
  public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
    if (event.getState() != ReadinessState.ACCEPTING_TRAFFIC) {
      return;
    }
    String server = "http://127.0.0.1:" + context.getWebServer().getPort();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String token = answer(http, server + "/demo/token?role=manager", "");
      for (int time = 0; time < TIMES; time++) {
        for (String question : QUESTIONS) {
          answer(http, server + "/fhir/" + question, token);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("The rehearsal got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The rehearsal was interrupted", e);
    }
    LOG.info("The rehearsal is over");
    // On a thread of its own: the start that this is part of must come to its end first.
    Thread.ofPlatform().start(() -> System.exit(SpringApplication.exit(context)));
  }

  private static String answer(HttpClient http, String address, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          URI.create(address).getPath() + " was answered with " + answer.statusCode());
    }
    return answer.body();
  }
}
