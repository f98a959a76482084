package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.FakeMapper;
import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.InboxId;
import dev.mortar.hl7.Messages;
import dev.mortar.hl7.MutableClock;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.inbox.InboxConfiguration.InboxParts;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.RawMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;

/** An inbox on an empty database, and what its tests do with it. */
abstract class InboxFixture {
  static final Duration LEASE = Duration.ofMillis(600);

  final MutableClock clock = new MutableClock("2026-03-02T10:00:00Z");
  final RecordingSink sink = new RecordingSink();
  final List<InboxParts> nodes = new ArrayList<>();
  final FakeMapper mapper = new FakeMapper();
  HikariDataSource source;
  InboxParts inbox;

  abstract HikariDataSource database();

  @BeforeEach
  void start() {
    source = database();
    inbox = node();
  }

  @AfterEach
  void stop() {
    nodes.forEach(node -> node.service().stop());
    source.close();
  }

  InboxParts node() {
    InboxParts node = idleNode();
    node.service().start();
    return node;
  }

  InboxParts idleNode() {
    var properties =
        new InboxProperties(
            Duration.ofSeconds(10),
            64,
            8,
            Duration.ofMillis(100),
            500,
            Duration.ofMillis(200),
            LEASE,
            Duration.ofMinutes(10),
            Duration.ofSeconds(5),
            new InboxProperties.Retry(Duration.ofMillis(2), Duration.ofMillis(20), 3),
            new InboxProperties.Keep(Duration.ofDays(400), Duration.ofDays(90)));
    InboxParts node =
        InboxParts.of(
            source, mapper, sink, properties, new SimpleMeterRegistry(), clock, new Backwards());
    nodes.add(node);
    return node;
  }

  Receipt store(InboxParts node, String message) {
    return store(node, message, "default");
  }

  /** As one whose messages are told apart from others'. */
  Receipt store(InboxParts node, String message, String account) {
    byte[] raw = Messages.bytes(message);
    String[] msh = (message.split("\r")[0] + "||||").split("\\|", -1);
    Heading heading = new Heading(msh[9], msh[8], "", msh[11], msh[6], msh[2], msh[3], "", "");
    Part part = Part.of(raw, msh[13], '|');
    RawMessage source = new RawMessage("", raw, clock.instant());
    byte[] ack = Framing.framed(Messages.bytes("MSA|AA|" + msh[9] + "|" + clock.instant()));
    return node.commit()
        .store(
            new Arrival(
                new Arrival.Origin("127.0.0.1:1", account, clock.instant()),
                raw,
                raw.length,
                heading,
                new Arrival.Promise("AA", ack),
                part.isFragment()
                    ? new Arrival.Purpose.Join(part)
                    : new Arrival.Purpose.Apply(new Lines(mapper).of(source, heading))));
  }

  InboxId take(String message) {
    Receipt receipt = store(inbox, message);
    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    return ((Receipt.Accepted) receipt).id();
  }

  State state(InboxId id) {
    return inbox.messages().find(id).orElseThrow().state();
  }

  int turns() {
    Integer turns =
        new JdbcTemplate(source)
            .queryForObject("SELECT count(*) FROM mortar_hl7_turn", Integer.class);
    return turns == null ? -1 : turns;
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
