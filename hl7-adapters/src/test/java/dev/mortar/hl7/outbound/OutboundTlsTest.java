package dev.mortar.hl7.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Await;
import dev.mortar.hl7.Certificates;
import dev.mortar.hl7.Certificates.Identity;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.Destination;
import dev.mortar.hl7.Destinations.Circuit;
import dev.mortar.hl7.OutboundMessages.State;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.mllp.Station;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Destinations over TLS: both sides show who they are, and nobody else is told. */
class OutboundTlsTest extends OutboundFixture {
  @TempDir private static Path keys;

  private static Identity ehr;
  private static Identity stranger;
  private static Identity us;

  @BeforeAll
  static void identities() {
    ehr = Certificates.identity(keys, "localhost");
    stranger = Certificates.identity(keys, "stranger.example");
    us = Certificates.identity(keys, "mortar.example");
  }

  @Override
  HikariDataSource database() {
    return Databases.memory();
  }

  @BeforeEach
  @Override
  void start() throws IOException {
    source = database();
    receiver = receiver(ehr, us);
    String[] tls = {
      "mortar.hl7.outbound.tls.certificate=" + us.certificate(),
      "mortar.hl7.outbound.tls.key=" + us.key(),
      "mortar.hl7.outbound.tls.trust=" + ehr.certificate()
    };
    station =
        new Station(
            source,
            new RecordingSink(),
            Stream.of(QUICK, tls).flatMap(Stream::of).toArray(String[]::new));
  }

  private static Receiver receiver(Identity own, Identity believed) throws IOException {
    var listening =
        (SSLServerSocket)
            Certificates.client(own, believed).getServerSocketFactory().createServerSocket(0);
    listening.setNeedClientAuth(true);
    return Receiver.on(listening);
  }

  private void destination(String host, int port) {
    destinations()
        .save(
            new Destination(
                "ehr", "mllps://" + host + ":" + port, "EHR", "HOSP", Set.of("SIU"), true));
  }

  @Test
  void aMessageGoesOutOverTlsWithOurCertificate() {
    destination("localhost", receiver.port());
    String id = tell("a", "P1");
    awaitState(id, State.DONE);
    assertThat(receiver.heard()).containsExactly(id);
  }

  @Test
  void whoIsNotTrustedIsNotTold() throws IOException {
    receiver.close();
    receiver = receiver(stranger, us);
    destination("localhost", receiver.port());
    assertNotTold();
  }

  @Test
  void whoShowsTheCertificateOfAnotherHostIsNotTold() {
    destination("127.0.0.2", receiver.port());
    assertNotTold();
  }

  @Test
  void whoDoesNotKnowUsIsNotToldEither() throws IOException {
    receiver.close();
    receiver = receiver(ehr, stranger);
    destination("localhost", receiver.port());
    assertNotTold();
  }

  private void assertNotTold() {
    String id = tell("a", "P1");
    Await.until(
        "the circuit opens", () -> destinations().status().getFirst().circuit() != Circuit.CLOSED);
    Await.until("the attempt is noted", () -> find(id).state() == State.RETRY);
    assertThat(receiver.heard()).isEmpty();
    assertThat(find(id).failure()).startsWith("No ");
  }
}
