package dev.mortar.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A mail server and an SMS carrier that outlive the program. They count what was handed over and
 * recognise no repeats, so that each second message would be seen.
 */
final class Carriers implements AutoCloseable {
  /** The carrier is slow to answer, so that kills also fall between sending and hearing. */
  private static final Duration THINKING = Duration.ofMillis(150);

  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final HttpServer sms;
  private final List<String> texts = new CopyOnWriteArrayList<>();

  Carriers() throws IOException {
    mail.start();
    sms = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sms.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    sms.createContext("/", this::take);
    sms.start();
  }

  Program into(Program program) {
    return program
        .with("mortar.outreach.email.host", "127.0.0.1")
        .with("mortar.outreach.email.port", mail.getSmtp().getPort())
        .with("mortar.outreach.email.encryption", "NONE")
        .with("mortar.outreach.sms.url", "http://127.0.0.1:" + sms.getAddress().getPort())
        .with("mortar.outreach.sms.account", "test")
        .with("mortar.outreach.sms.token", "test")
        .with("mortar.outreach.sms.from", "+15550000000");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      texts.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
      LockSupport.parkNanos(THINKING.toNanos());
      byte[] answer = "{\"sid\":\"SM1\"}".getBytes(UTF_8);
      exchange.sendResponseHeaders(201, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** How often each message was handed over, by its key, which stays the same for a repeat. */
  Map<String, Integer> messages() throws MessagingException {
    var messages = new HashMap<String, Integer>();
    for (var message : mail.getReceivedMessages()) {
      messages.merge("mail " + message.getMessageID(), 1, Integer::sum);
    }
    texts.forEach(key -> messages.merge("SMS " + key, 1, Integer::sum));
    return messages;
  }

  @Override
  public void close() {
    mail.stop();
    sms.stop(0);
  }
}
