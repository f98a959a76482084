package dev.mortar.hl7.mllp;

import static dev.mortar.hl7.Messages.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Await;
import dev.mortar.hl7.Certificates;
import dev.mortar.hl7.Certificates.Identity;
import dev.mortar.hl7.Connections;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real handshakes, with client certificates that are bound to senders. */
class TlsTest {
  @TempDir private static Path keys;
  @TempDir private Path folder;

  private static Identity server;
  private static Identity later;
  private static Identity lab;
  private static Identity ward;
  private static Identity stranger;

  private final HikariDataSource source = Databases.memory();
  private Station station;

  @BeforeAll
  static void identities() {
    server = Certificates.identity(keys, "mortar.example");
    later = Certificates.identity(keys, "later.example");
    lab = Certificates.identity(keys, "lab.example");
    ward = Certificates.identity(keys, "ward.example");
    stranger = Certificates.identity(keys, "stranger.example");
  }

  @BeforeEach
  void start() throws IOException {
    install(server);
    trust(lab, ward);
    Files.createDirectory(folder.resolve("senders"));
    sender("lab", "application = LAB\ncertificate = dns:lab.example\n");
    station =
        new Station(
            source,
            new RecordingSink(),
            "mortar.hl7.senders.folder=" + folder.resolve("senders"),
            "mortar.hl7.senders.reload=1ms",
            "mortar.hl7.tls.enabled=true",
            "mortar.hl7.tls.port=0",
            "mortar.hl7.tls.certificate=" + folder.resolve("server.crt"),
            "mortar.hl7.tls.key=" + folder.resolve("server.key"),
            "mortar.hl7.tls.trust=" + folder.resolve("trust.crt"),
            "mortar.hl7.tls.reload=1ms");
  }

  @AfterEach
  void stop() {
    station.close();
    source.close();
  }

  private void install(Identity identity) throws IOException {
    replace(identity.certificate(), "server.crt");
    replace(identity.key(), "server.key");
  }

  private void replace(Path from, String name) throws IOException {
    Files.copy(from, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private void trust(Identity... identities) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Identity identity : identities) {
      all.append(Files.readString(identity.certificate()));
    }
    Files.writeString(folder.resolve("trust.crt"), all);
  }

  private void sender(String name, String text) throws IOException {
    Files.writeString(folder.resolve("senders").resolve(name + ".properties"), text);
  }

  private Sender connect(Identity client, Identity expected, String... protocols)
      throws IOException {
    return Sender.tls(station.tlsPort(), Certificates.client(client, expected), protocols);
  }

  private String ask(Identity client, String message) throws IOException {
    try (Sender sender = connect(client, server)) {
      return sender.ask(message);
    }
  }

  @Test
  void aMessageOverEitherVersionOfTlsIsTaken() throws IOException {
    for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
      try (Sender sender = connect(lab, server, protocol)) {
        assertThat(Sender.code(sender.ask(result(protocol, "P1")))).isEqualTo("AA");
        assertThat(Sender.code(sender.ask(result(protocol + "b", "P1")))).isEqualTo("AA");
      }
    }
    assertThat(station.newest()).hasSize(4);
  }

  @Test
  void aClientWithoutATrustedCertificateDoesNotGetIn() throws IOException {
    assertThat(catchThrowable(() -> ask(stranger, result("M1", "P1"))))
        .isInstanceOf(IOException.class);
    Await.until("it is counted", () -> station.count("mortar.hl7.mllp.handshakes.failed") == 1);
    assertThat(station.newest()).isEmpty();
    assertThat(Sender.code(ask(lab, result("M2", "P1")))).isEqualTo("AA");
  }

  @Test
  void nobodyElseSpeaksForABoundSender() throws IOException {
    String refused = ask(ward, result("M1", "P1"));
    assertThat(Sender.code(refused)).isEqualTo("AR");
    assertThat(refused).contains("ERR||MSH^1^3|207^");
    try (Sender plain = station.sender()) {
      assertThat(Sender.code(plain.ask(result("M2", "P1")))).isEqualTo("AR");
    }
    assertThat(Sender.code(ask(lab, result("M3", "P1")))).isEqualTo("AA");
    assertThat(station.newest()).filteredOn(m -> m.state() == State.QUARANTINED).hasSize(2);
  }

  @Test
  void aBoundCertificateSpeaksForItsSenderAlone() throws IOException {
    String other = result("M1", "P1").replace("|LAB|", "|OTHER|");
    assertThat(Sender.code(ask(lab, other))).isEqualTo("AR");
    assertThat(Sender.code(ask(ward, other.replace("M1", "M2")))).isEqualTo("AA");
  }

  @Test
  void theRightSenderIsTakenThoughSomebodyTriedTheSameBytesBefore() throws IOException {
    assertThat(Sender.code(ask(ward, result("M1", "P1")))).isEqualTo("AR");
    assertThat(Sender.code(ask(lab, result("M1", "P1")))).isEqualTo("AA");
  }

  @Test
  void changedKeysHoldForTheNextConnectionWhileOpenOnesGoOn() throws IOException {
    try (Sender open = connect(lab, server)) {
      assertThat(Sender.code(open.ask(result("M1", "P1")))).isEqualTo("AA");
      install(later);
      try (Sender next = connect(lab, later)) {
        assertThat(Sender.code(next.ask(result("M2", "P1")))).isEqualTo("AA");
      }
      assertThat(Sender.code(open.ask(result("M3", "P1")))).isEqualTo("AA");
    }
  }

  @Test
  void aCertificateThatIsNoLongerTrustedStaysOutside() throws IOException {
    trust(ward);
    assertThat(catchThrowable(() -> ask(lab, result("M1", "P1")))).isInstanceOf(IOException.class);
  }

  @Test
  void halfOfAChangedPairChangesNothing() throws IOException {
    replace(later.certificate(), "server.crt");
    assertThat(Sender.code(ask(lab, result("M1", "P1")))).isEqualTo("AA");
    replace(later.key(), "server.key");
    try (Sender next = connect(lab, later)) {
      assertThat(Sender.code(next.ask(result("M2", "P1")))).isEqualTo("AA");
    }
  }

  @Test
  void aProfileThatIsTakenAwayFreesItsName() throws IOException {
    Files.delete(folder.resolve("senders").resolve("lab.properties"));
    assertThat(Sender.code(ask(ward, result("M1", "P1")))).isEqualTo("AA");
  }

  @Test
  void aBrokenProfileLeavesTheOldOneInForce() throws IOException {
    sender("lab", "certificat = dns:nobody.example\n");
    assertThat(Sender.code(ask(ward, result("M1", "P1")))).isEqualTo("AR");
    assertThat(Sender.code(ask(lab, result("M2", "P1")))).isEqualTo("AA");
  }

  @Test
  void aPeerThatSpeaksNoTlsIsNoHindrance() throws IOException {
    try (Sender plain = new Sender(station.tlsPort())) {
      plain.write(Sender.frame(result("M1", "P1")));
      Await.until("it is counted", () -> station.count("mortar.hl7.mllp.handshakes.failed") == 1);
    }
    assertThat(Sender.code(ask(lab, result("M2", "P1")))).isEqualTo("AA");
  }

  @Test
  void theOperatorSeesWhoIsConnected() throws IOException {
    try (Sender sender = connect(lab, server)) {
      sender.ask(result("M1", "P1"));
      var open = station.part(Connections.class).open();
      assertThat(open).hasSize(1);
      assertThat(open.getFirst().door()).isEqualTo("mllps");
      assertThat(open.getFirst().certificate())
          .contains("dns:lab.example", "subject:cn=lab.example");
      assertThat(open.getFirst().messages()).isEqualTo(1);
      assertThat(station.part(Connections.class).heard().getFirst().profile()).isEqualTo("lab");
    }
  }
}
