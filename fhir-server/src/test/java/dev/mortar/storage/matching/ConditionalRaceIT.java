package dev.mortar.storage.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;

/**
 * However many ask at once for one match URL, there is one resource, and nobody is told of a
 * conflict.
 */
@ServerTest
class ConditionalRaceIT {
  private static final int THREADS = 100;
  private static final int ROUNDS = 20;

  private final TestServer server;

  ConditionalRaceIT(TestServer server) {
    this.server = server;
  }

  @Test
  void parallelConditionalWritesOfEveryKindMakeOneResource() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String value = UUID.randomUUID().toString();
      race(value, thread -> write(value, thread));
    }
  }

  /** A third of them create, a third update, and a third do either in a transaction. */
  private HttpRequest.Builder write(String value, int thread) {
    return switch (thread % 3) {
      case 0 ->
          server
              .request("/fhir/Patient")
              .header("If-None-Exist", "identifier=urn:race|" + value)
              .POST(BodyPublishers.ofString(patient(value, thread)));
      case 1 ->
          server
              .request("/fhir/Patient?identifier=urn:race%7C" + value)
              .PUT(BodyPublishers.ofString(patient(value, thread)));
      default -> server.request("/fhir").POST(BodyPublishers.ofString(transaction(value, thread)));
    };
  }

  private void race(String value, IntFunction<HttpRequest.Builder> request) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        HttpRequest.Builder mine =
            request.apply(thread).header("Content-Type", "application/fhir+json");
        Callable<Integer> send =
            () -> {
              start.await();
              return server.send(mine).statusCode();
            };
        answers.add(threads.submit(send));
      }
      start.countDown();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
    }
    assertThat(statuses).isSubsetOf(200, 201);
    assertThat(count(value)).isEqualTo(1);
  }

  private int count(String value) {
    return server
        .client()
        .search()
        .byUrl("Patient?_summary=count&identifier=urn:race|" + value)
        .returnBundle(Bundle.class)
        .execute()
        .getTotal();
  }

  private static String patient(String value, int thread) {
    return """
        {"resourceType":"Patient","identifier":[{"system":"urn:race","value":"%s"}],"name":[{"family":"T%d"}]}
        """
        .formatted(value, thread);
  }

  /** Half of them create, half of them update: both kinds look up the same match URL. */
  private static String transaction(String value, int thread) {
    String request =
        thread % 2 == 0
            ? "\"method\":\"POST\",\"url\":\"Patient\",\"ifNoneExist\":\"identifier=urn:race|%s\""
            : "\"method\":\"PUT\",\"url\":\"Patient?identifier=urn:race|%s\"";
    return """
        {"resourceType":"Bundle","type":"transaction","entry":[{"resource":%s,"request":{%s}}]}
        """
        .formatted(patient(value, thread), request.formatted(value));
  }
}
