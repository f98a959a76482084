package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.InboundMessages.Inbound;
import dev.mortar.hl7.InboundMessages.Search;
import dev.mortar.hl7.mllp.Caller;
import dev.mortar.hl7.mllp.Intake;
import dev.mortar.ig.Canonicals;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;

/** What an operator finds among the received messages, and how it is put right. */
@ServerTest
class ReceivedMessagesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestServer server;

  ReceivedMessagesIT(TestServer server) {
    this.server = server;
  }

  @Test
  void aCodeThatNoTableKnowsIsATaskUntilItIsTaught() throws Exception {
    hear(admission("DESK1", "desk-1", "Q7"));
    Inbound message = await("desk-1", "DESK1", "done");
    assertThat(server.get("/api/hl7/messages?issue=unmapped-code&patient=desk-1").body())
        .contains("\"reading\":\"mapped\"");
    assertThat(server.get("/api/hl7/codes").body()).contains("\"code\":\"Q7\"", "\"messages\":1");
    UnknownCodeTasks look = server.bean(UnknownCodeTasks.class);
    look.handle("all", "");
    assertThat(tasks(TaskStatus.READY)).hasSize(1);
    assertThat(tasks(TaskStatus.READY).getFirst().getDescription()).contains("Q7", "DESKEHR");

    assertThat(
            send(
                    "PUT",
                    "/api/hl7/senders/desk-ehr",
                    "text/plain",
                    "application = DESKEHR\ncode.administrative-sex/Q7 = F\n")
                .statusCode())
        .isEqualTo(204);
    HttpResponse<String> replayed =
        send("POST", "/api/hl7/codes/replay", "application/json", key(message));
    assertThat(replayed.body()).isEqualTo("{\"messages\":1}");
    Await.until(
        "it is read with the taught code",
        PATIENCE,
        () -> !server.get("/api/hl7/codes").body().contains("DESKEHR"));
    look.handle("all", "");
    assertThat(tasks(TaskStatus.READY)).isEmpty();
    assertThat(tasks(TaskStatus.COMPLETED)).hasSize(1);
  }

  @Test
  void aFailedMessageIsCorrectedByWhoMayAndByNobodyElse() throws Exception {
    hear(admission("DESK2", "", "F").split("PID")[0]);
    Inbound failed = await("", "DESK2", "failed");
    String address = "/api/hl7/messages/" + failed.id() + "/corrected";
    String right = admission("DESK2B", "desk-2", "F");
    assertThat(
            server
                .send(
                    server
                        .request(address, server.token(Role.STAFF_PHARMACIST))
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(right)))
                .statusCode())
        .isEqualTo(403);
    assertThat(send("POST", address, "text/plain", "PID|1").statusCode()).isEqualTo(400);
    assertThat(send("POST", address, "text/plain", right).statusCode()).isEqualTo(202);
    await("desk-2", "DESK2B", "done");
    assertThat(send("POST", address, "text/plain", right).statusCode()).isEqualTo(409);
    assertThat(server.get("/api/hl7/messages?state=corrected&control=DESK2").body())
        .contains("\"state\":\"corrected\"");
  }

  @Test
  void aSystemThatMayAskIsAnsweredFromTheStoreAndIsOnRecord() throws Exception {
    hear(admission("DESK3", "desk-3", "F"));
    await("desk-3", "DESK3", "done");
    String question =
        """
        MSH|^~\\&|DESKASKS|HOSP|MORTAR|PHARM|20261101103000||QBP^Q22^QBP_Q21|DESK4|P|2.5.1
        QPD|IHE PDQ Query|T1|@PID.3.1^desk-3~@PID.5.1^Ruiz
        RCP|I|5^RD
        """;
    assertThat(hear(question)).contains("MSA|AR|DESK4").doesNotContain("Ruiz^Ana");
    send(
        "PUT",
        "/api/hl7/senders/desk-asks",
        "text/plain",
        "application = DESKASKS\nqueries = patients, immunizations\n");
    String answer = hear(question);
    assertThat(answer).contains("RSP^K22^RSP_K21", "MSA|AA|DESK4", "QAK|T1|OK", "|Ruiz^Ana|");
    assertThat(hear(question.replace("desk-3", "desk-none"))).contains("QAK|T1|NF");
    String history =
        question
            .replace("Q22^QBP_Q21", "Q11^QBP_Q11")
            .replace("@PID.3.1^desk-3~@PID.5.1^Ruiz", "desk-3^^^DESK^MR");
    assertThat(hear(history)).contains("Z32^CDCPHINVS", "|Ruiz^Ana|");
    Await.until("who asked is on record", PATIENCE, this::asked);
  }

  private boolean asked() {
    return server
        .get("/fhir/AuditEvent?_sort=-_lastUpdated&_count=50")
        .body()
        .contains("DESKASKS @ HOSP");
  }

  @Test
  void aMisspeltQuestionIsRefusedWithWhatCanBeAsked() {
    assertThat(server.get("/api/hl7/messages?patients=7").statusCode()).isEqualTo(400);
    HttpResponse<String> answer = server.get("/api/hl7/messages?state=lost");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("OperationOutcome", "quarantined");
  }

  private String hear(String message) {
    byte[] bytes = message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
    byte[] answer = server.bean(Intake.class).receive(Caller.of("desk-it"), bytes).wire();
    return new String(answer, StandardCharsets.UTF_8);
  }

  private Inbound await(String patient, String controlId, String state) throws Exception {
    InboundMessages messages = server.bean(InboundMessages.class);
    var wanted = Optional.of(InboundMessages.State.valueOf(state.toUpperCase(Locale.ROOT)));
    Search search = new Search(patient, controlId, "", "", wanted, Optional.empty(), 0);
    Await.until(controlId, PATIENCE, () -> !messages.search(search, 1).isEmpty());
    return messages.search(search, 1).getFirst();
  }

  private List<Task> tasks(TaskStatus status) {
    return server
        .bean(FhirStore.class)
        .search(
            Task.class,
            "code=" + Canonicals.CS_TASK_CODE + "|unmapped-code&status=" + status.toCode(),
            100)
        .stream()
        .filter(task -> task.getDescription().contains("DESKEHR"))
        .toList();
  }

  private HttpResponse<String> send(String method, String path, String type, String body) {
    return server.send(
        server
            .request(path)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body)));
  }

  private static String key(Inbound message) {
    return """
    {"application": "%s", "facility": "%s", "table": "administrative-sex", "code": "Q7"}\
    """
        .formatted(message.heading().sendingApplication(), message.heading().sendingFacility());
  }

  private static String admission(String controlId, String patient, String sex) {
    return """
    MSH|^~\\&|DESKEHR|HOSP|MORTAR|PHARM|20261101103000||ADT^A04^ADT_A01|%s|P|2.5.1
    EVN|A04|20261101103000
    PID|1||%s^^^DESK^MR||Ruiz^Ana||19700101|%s
    PV1|1|O
    """
        .formatted(controlId, patient, sex);
  }
}
