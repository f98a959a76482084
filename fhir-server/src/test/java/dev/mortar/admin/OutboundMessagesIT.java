package dev.mortar.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Destinations;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** What is stored by FHIR is told by HL7 v2, and what waits or failed can be seen. */
@ServerTest
class OutboundMessagesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestServer server;

  OutboundMessagesIT(TestServer server) {
    this.server = server;
  }

  private int put(String path, String type, String body) {
    return server
        .send(server.request(path).header("Content-Type", type).PUT(BodyPublishers.ofString(body)))
        .statusCode();
  }

  private int remove(String path) {
    return server.send(server.request(path).DELETE()).statusCode();
  }

  private static String destination(int port) {
    return """
    {"address": "mllp://127.0.0.1:%d", "application": "EHR", "facility": "HOSP",
     "messages": ["SIU"], "enabled": true}\
    """
        .formatted(port);
  }

  @Test
  void anAppointmentIsToldFromItsBookingToItsCancellation() throws Exception {
    try (Listener listener = new Listener()) {
      String address = "/api/hl7/destinations/outbound-it";
      assertThat(put(address, "application/json", destination(listener.port()))).isEqualTo(204);
      Await.until(
          "it is known",
          PATIENCE,
          () -> server.get("/api/hl7/destinations").body().contains("outbound-it"));
      Appointment appointment = book();
      listener.await("SIU^S12^SIU_S12");
      assertThat(listener.last()).contains("|Booked\r").contains("Outward^Olga");
      appointment.setStatus(AppointmentStatus.CANCELLED);
      server.client().update().resource(appointment).execute();
      listener.await("SIU^S15^SIU_S12");
      Await.until(
          "both are acknowledged",
          PATIENCE,
          () ->
              server
                  .get("/api/hl7/outbound?destination=outbound-it&state=done")
                  .body()
                  .contains("SIU^S15"));
      assertThat(listener.heard()).hasSize(2);
      String newest = "/api/hl7/outbound?destination=outbound-it&limit=1";
      assertThat(server.get(newest).body()).contains("SIU^S15").doesNotContain("SIU^S12");
      Matcher id = Pattern.compile("\"id\":\"(\\d+)\"").matcher(server.get(newest).body());
      assertThat(id.find()).isTrue();
      assertThat(server.get(newest + "&before=" + id.group(1)).body())
          .contains("SIU^S12")
          .doesNotContain("SIU^S15");
      String about = appointment.getIdElement().toUnqualifiedVersionless().getValue();
      Await.until("who was told is on record", PATIENCE, () -> audited(about) == 2);
      assertThat(remove(address)).isEqualTo(204);
    }
  }

  private long audited(String resource) {
    String newest = server.get("/fhir/AuditEvent?_sort=-_lastUpdated&_count=50").body();
    return server.parse(Bundle.class, newest).getEntry().stream()
        .map(entry -> (AuditEvent) entry.getResource())
        .filter(event -> event.getType().getCode().equals("110106"))
        .filter(
            event ->
                event.getEntity().stream()
                    .anyMatch(
                        entity ->
                            entity.hasWhat()
                                && entity
                                    .getWhat()
                                    .getIdentifier()
                                    .getValue()
                                    .endsWith("/" + resource)))
        .count();
  }

  /** A destination becomes known within a second, so what is stored at once may be too early. */
  private Appointment book() throws Exception {
    var patient = new Patient();
    patient.addName().setFamily("Outward").addGiven("Olga");
    String id = server.client().create().resource(patient).execute().getId().getIdPart();
    Await.until(
        "the announcer knows it",
        PATIENCE,
        () -> !server.bean(Destinations.class).wanting("SIU").isEmpty());
    var appointment = new Appointment().setStatus(AppointmentStatus.BOOKED);
    Instant start = Instant.parse("2027-03-01T10:00:00Z");
    appointment.setStart(Date.from(start)).setEnd(Date.from(start.plusSeconds(1800)));
    appointment
        .addParticipant()
        .setActor(new Reference("Patient/" + id))
        .setStatus(ParticipationStatus.ACCEPTED);
    appointment.setId(
        server
            .client()
            .create()
            .resource(appointment)
            .execute()
            .getId()
            .toUnqualifiedVersionless());
    return appointment;
  }

  @Test
  void aWrongDestinationIsRefusedWithItsReason() {
    String wrong = destination(1).replace("mllp:", "ftp:");
    assertThat(put("/api/hl7/destinations/x", "application/json", wrong)).isEqualTo(400);
    assertThat(remove("/api/hl7/destinations/nobody")).isEqualTo(409);
    assertThat(server.get("/api/hl7/outbound?state=lost").statusCode()).isEqualTo(400);
    assertThat(server.get("/api/hl7/outbound/999999999").statusCode()).isEqualTo(404);
  }

  @Test
  void aProfileCanBeTriedBeforeItHolds() {
    assertThat(put("/api/hl7/senders/it-lab", "text/plain", "zone = Nowhere/City")).isEqualTo(400);
    var answer =
        server.send(
            server
                .request("/api/hl7/senders/it-lab/dry-run?last=50")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("application = NOBODY\nzone = America/Chicago\n")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"changed\":[]");
    assertThat(server.get("/api/hl7/senders").body()).doesNotContain("it-lab");
    assertThat(server.get("/api/hl7/connections").body()).contains("\"open\":");
  }

  /** A system that is told, and takes everything. */
  private static final class Listener implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    Listener() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return socket.getLocalPort();
    }

    List<String> heard() {
      return List.copyOf(heard);
    }

    String last() {
      return heard().getLast();
    }

    void await(String type) throws Exception {
      Await.until(type, PATIENCE, () -> heard.stream().anyMatch(one -> one.contains(type)));
    }

    private void accept() {
      while (!socket.isClosed()) {
        try (Socket peer = socket.accept()) {
          converse(peer);
        } catch (IOException e) {
          continue;
        }
      }
    }

    private void converse(Socket peer) throws IOException {
      InputStream in = new BufferedInputStream(peer.getInputStream());
      var content = new ByteArrayOutputStream();
      int next = in.read();
      while (next >= 0) {
        if (next == 0x1C) {
          String message = content.toString(StandardCharsets.UTF_8);
          heard.add(message);
          content.reset();
          String id = message.substring(message.indexOf("MSH")).split("\\|", -1)[9];
          String ack = "\u000bMSH|^~\\&|||||||ACK|1|P|2.5.1\rMSA|AA|" + id + "\r\u001c\r";
          peer.getOutputStream().write(ack.getBytes(StandardCharsets.UTF_8));
          peer.getOutputStream().flush();
        } else if (next != 0x0B) {
          content.write(next);
        }
        next = in.read();
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
