package dev.mortar.bench;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** A few clients that ask one server the same kind of thing as fast as it answers. */
final class Load {
  private final int clients;
  private final Consumer<String> errors;

  Load(int clients, Consumer<String> errors) {
    this.clients = clients;
    this.errors = errors;
  }

  /** Sends requests {@code from} to {@code from + count - 1}. */
  Round run(Server server, int from, int count, IntFunction<HttpRequest> requests) {
    server.signIn();
    HttpResponse<String> first = server.send(requests.apply(from));
    server.settle();
    var next = new AtomicInteger(from + 1);
    double cpu = server.cpuMillis();
    double store = server.store().cpuMillis();
    long begin = System.nanoTime();
    var times = new ArrayList<Long>();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var running = new ArrayList<Future<List<Long>>>();
      for (int i = 0; i < clients; i++) {
        running.add(threads.submit(() -> client(server, next, from + count, requests)));
      }
      for (Future<List<Long>> client : running) {
        times.addAll(client.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted under load", e);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    server.settle();
    double used = server.cpuMillis() - cpu;
    double usedByStore = server.store().cpuMillis() - store;
    long[] nanos = times.stream().mapToLong(Long::longValue).toArray();
    return new Round(
        nanos, count - 1 - nanos.length, seconds, used, usedByStore, entries(first.body()));
  }

  private List<Long> client(
      Server server, AtomicInteger next, int end, IntFunction<HttpRequest> requests) {
    var times = new ArrayList<Long>();
    for (int n = next.getAndIncrement(); n < end; n = next.getAndIncrement()) {
      HttpRequest request = requests.apply(n);
      long begin = System.nanoTime();
      HttpResponse<String> answer = server.send(request);
      if (answer.statusCode() < 300) {
        times.add(System.nanoTime() - begin);
      } else {
        errors.accept(
            request.method()
                + " "
                + request.uri()
                + ": "
                + answer.statusCode()
                + " "
                + answer.body().lines().limit(12).map(String::strip).reduce("", String::concat));
      }
    }
    return times;
  }

  private static int entries(String body) {
    var json = Server.parse(body);
    return json.path("resourceType").asText().equals("Bundle") ? json.path("entry").size() : 1;
  }
}
