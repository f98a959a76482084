package dev.mortar.storage.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.hl7.BundleSink;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

/** Files on every way into the store, and on the way out. */
@ServerTest
class UploadIT {
  private static final byte[] PAGE = TestFiles.ascii("<html><script>alert(1)</script></html>");

  private final TestServer server;
  private final String mark = UUID.randomUUID().toString();

  UploadIT(TestServer server) {
    this.server = server;
  }

  @Test
  void aFileIsTakenAndGivenBackAsItWasAndNoBrowserRunsIt() {
    HttpResponse<String> stored = raw("application/pdf", TestFiles.PDF);
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
    String path = stored.headers().firstValue("Location").orElseThrow().replaceAll(".*/fhir", "");
    path = path.replaceAll("/_history.*", "");
    HttpResponse<String> file =
        server.send(server.request("/fhir" + path).header("Accept", "application/pdf"));
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body()).isEqualTo(new String(TestFiles.PDF, StandardCharsets.US_ASCII));
    assertThat(header(file, "Content-Disposition")).startsWithIgnoringCase("attachment");
    assertThat(header(file, "Content-Security-Policy")).contains("sandbox", "default-src 'none'");
    assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void aRawBodyIsLookedAtWhateverItsHeaderSays() {
    assertRefused(raw("application/pdf", PAGE), "contentType says");
    assertRefused(raw("text/html", PAGE), "not taken");
    assertRefused(raw("text/plain", TestFiles.eicar()), "malware");
    byte[] large =
        (new String(PAGE, StandardCharsets.US_ASCII) + " ".repeat(200_000))
            .getBytes(StandardCharsets.US_ASCII);
    assertRefused(raw("image/png", large), "contentType says");
  }

  @Test
  void aPageInAnyResourceIsRefusedAndNothingOfItsBundleIsStored() {
    String document = "DocumentReference/file-" + mark;
    String patient = "Patient/file-" + mark;
    assertRefused(put(document, document(PAGE, "text/html")), "not taken");
    assertRefused(put(patient, withPhoto()), "contentType says");
    assertThat(server.get("/fhir/" + patient).statusCode()).isEqualTo(404);
    String extended =
        "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"},\"extension\":[{\"url\":\"urn:x\","
            + "\"valueAttachment\":%s}]}".formatted(attachment(PAGE, "image/png"));
    assertRefused(server.post("/fhir/Basic", extended), "contentType says");
    String entries =
        "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"tx-%1$s\"},"
            + "\"request\":{\"method\":\"PUT\",\"url\":\"Patient/tx-%1$s\"}},"
            + "{\"resource\":%2$s,\"request\":{\"method\":\"POST\",\"url\":\"DocumentReference\"}}";
    String both = entries.formatted(mark, document(PAGE, "text/html"));
    assertRefused(server.post("/fhir", bundle("transaction", both)), "not taken");
    assertThat(server.get("/fhir/Patient/tx-" + mark).statusCode()).isEqualTo(404);
    HttpResponse<String> batch = server.post("/fhir", bundle("batch", both));
    assertThat(batch.body())
        .containsPattern("\"status\": ?\"201")
        .containsPattern("\"status\": ?\"422");
  }

  @Test
  void whatASecondVersionAPatchOrAConditionalWriteBringsIsLookedAt() {
    String path = "DocumentReference/patched-" + mark;
    HttpResponse<String> stored = put(path, document(TestFiles.PDF, "application/pdf"));
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
    assertRefused(put(path, document(PAGE, "application/pdf")), "contentType says");
    String patch =
        "[{\"op\":\"replace\",\"path\":\"/content/0/attachment/data\",\"value\":\"%s\"}]"
            .formatted(base64(PAGE));
    HttpResponse<String> patched =
        server.send(
            server
                .request("/fhir/" + path)
                .header("Content-Type", "application/json-patch+json")
                .method("PATCH", BodyPublishers.ofString(patch)));
    assertRefused(patched, "contentType says");
    HttpResponse<String> conditional =
        server.send(
            server
                .request("/fhir/DocumentReference")
                .header("Content-Type", "application/fhir+json")
                .header("If-None-Exist", "identifier=urn:x|" + mark)
                .POST(BodyPublishers.ofString(document(PAGE, "text/html"))));
    assertRefused(conditional, "not taken");
    String now = server.get("/fhir/" + path).body();
    assertThat(
            server
                .parse(DocumentReference.class, now)
                .getContentFirstRep()
                .getAttachment()
                .getData())
        .isEqualTo(TestFiles.PDF);
  }

  @Test
  void theRuleIsTheSameForAProgramAndForAPatient() {
    for (Role role : List.of(Role.SYSTEM_EHR, Role.PATIENT)) {
      String body =
          "{\"resourceType\":\"Communication\",\"status\":\"completed\",\"subject\":{\"reference\":"
              + "\"Patient/test-patient\"},\"payload\":[{\"contentAttachment\":%s}]}"
                  .formatted(attachment(PAGE, "text/html"));
      HttpResponse<String> answer =
          server.send(
              server
                  .request("/fhir/Communication", server.token(role))
                  .header("Content-Type", "application/fhir+json")
                  .POST(BodyPublishers.ofString(body)));
      assertRefused(answer, "not taken");
    }
  }

  @Test
  void aMessageWithMalwareIsStoredWithoutItAndSaysSo() {
    String page = hear("page-", "text", "html", PAGE);
    assertThat(attachment(page).getData()).as("kept as it came").isEqualTo(PAGE);
    Attachment file = attachment(hear("bad-", "application", "pdf", TestFiles.eicar()));
    assertThat(file.hasData()).isFalse();
    assertThat(file.getTitle()).contains("malware");
    assertThat(file.getSize()).isEqualTo(TestFiles.eicar().length);
  }

  private String hear(String prefix, String type, String subtype, byte[] data) {
    String patient = prefix + mark.substring(0, 8);
    String text =
        "MSH|^~\\&|LAB|FILES|MORTAR|PHARM|20261101120000||ORU^R01^ORU_R01|%1$s|P|2.5.1\r"
            + "PID|1||%1$s^^^FILES^MR||Testperson^Sample||19700101|F\r"
            + "OBR|1|P%1$s|F%1$s|11502-2^Laboratory report^LN|||20261101073000|||||||||||||||"
            + "20261101080000|||F\r"
            + "OBX|1|ED|11502-2^Laboratory report^LN||^%2$s^%3$s^Base64^%4$s||||||F\r";
    byte[] bytes =
        text.formatted(patient, type, subtype, base64(data)).getBytes(StandardCharsets.UTF_8);
    Mapped mapped =
        Mapper.standard()
            .map(new RawMessage(patient, bytes, Instant.parse("2026-11-01T12:00:00Z")));
    server.bean(BundleSink.class).store(mapped, () -> {});
    return patient;
  }

  private Attachment attachment(String patient) {
    FhirStore store = server.bean(FhirStore.class);
    Patient person = store.search(Patient.class, "identifier=" + patient, 1).getFirst();
    Observation found =
        store
            .search(Observation.class, "subject=Patient/" + person.getIdElement().getIdPart(), 1)
            .getFirst();
    return (Attachment)
        found.getExtension().stream()
            .filter(one -> one.getValue() instanceof Attachment)
            .findFirst()
            .orElseThrow()
            .getValue();
  }

  private static void assertRefused(HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("OperationOutcome", why);
  }

  private HttpResponse<String> raw(String type, byte[] data) {
    return server.send(
        server
            .request("/fhir/Binary")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(data)));
  }

  private HttpResponse<String> put(String path, String json) {
    String id = path.substring(path.indexOf('/') + 1);
    String body = json.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    return server.send(
        server
            .request("/fhir/" + path)
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private static String bundle(String type, String entries) {
    return "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}".formatted(type, entries);
  }

  private static String withPhoto() {
    return "{\"resourceType\":\"Patient\",\"photo\":[%s]}".formatted(attachment(PAGE, "image/png"));
  }

  private static String document(byte[] data, String type) {
    return "{\"resourceType\":\"DocumentReference\",\"status\":\"current\",\"content\":"
        + "[{\"attachment\":%s}]}".formatted(attachment(data, type));
  }

  private static String attachment(byte[] data, String type) {
    return "{\"contentType\":\"%s\",\"data\":\"%s\"}".formatted(type, base64(data));
  }

  private static String base64(byte[] data) {
    return Base64.getEncoder().encodeToString(data);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
