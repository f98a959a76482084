package dev.mortar.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mortar.access.Role;
import dev.mortar.authorization.Seal;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Days are closed here before they are over, by a clock that is ahead. */
@ServerTest
class AuditRootsIT {
  private final TestServer server;
  private final AuditChain chain;
  private final JdbcClient jdbc;
  private final TestEvents events;

  AuditRootsIT(TestServer server) {
    this.server = server;
    this.chain = server.bean(AuditChain.class);
    this.jdbc = server.bean(JdbcClient.class);
    this.events = new TestEvents(server);
  }

  @Test
  void anOutsiderVerifiesWithThePublishedKeysThatAnEventWasInTheTrailOfItsDay() throws Exception {
    String event = events.add();
    closeTheNextDay();
    Parameters proof = operation("/fhir/AuditEvent/" + event + "/$proof");
    ParametersParameterComponent root = proof.getParameter("root");
    JsonNode signed = outsider().read(text(root, "signed"));
    assertThat(signed.path("root").asText()).isEqualTo(text(root, "hash"));
    assertThat(signed.path("iss").asText()).isEqualTo(server.bean(ServerAddress.class).issuer());
    String read = server.get("/fhir/AuditEvent/" + event).body();
    assertThat(rootOf(Outsider.digest(read), proof, signed)).isEqualTo(text(root, "hash"));
    String other = Outsider.digest(read.replace("Mortar", "Mortal"));
    assertThat(rootOf(other, proof, signed)).isNotEqualTo(text(root, "hash"));
    int sequence = ((IntegerType) proof.getParameter("sequence").getValue()).getValue();
    int index = ((IntegerType) proof.getParameter("index").getValue()).getValue();
    assertThat((long) sequence).isEqualTo(signed.path("first").asLong() + index);
    String statement = text(root, "signed");
    String forged = statement.substring(0, statement.lastIndexOf('.') + 1) + "A".repeat(128);
    assertThatThrownBy(() -> outsider().read(forged)).isInstanceOf(Exception.class);
  }

  @Test
  void everyDayHasOneRootThatFollowsTheDayBeforeEvenADayWithoutEvents() throws Exception {
    events.add();
    LocalDate last = closeUntil(nextDay().plusDays(1));
    List<AuditRoot> roots = server.bean(AuditRoots.class).between(LocalDate.EPOCH, last);
    assertThat(roots.getLast().events()).isZero();
    assertThat(roots.getLast().root()).isEqualTo(Outsider.hex(Outsider.sha256()));
    assertThat(roots.getFirst().first()).isEqualTo(1);
    String previous = "";
    for (AuditRoot root : roots) {
      JsonNode signed = outsider().read(root.signed());
      assertThat(signed.path("day").asText()).isEqualTo(root.day().toString());
      assertThat(signed.path("previous").asText()).isEqualTo(previous);
      assertThat(signed.path("events").asLong()).isEqualTo(root.events());
      assertThat(signed.path("head").asText()).isEqualTo(chain.hash(root.last()));
      previous = Outsider.hex(Outsider.sha256(root.signed().getBytes(StandardCharsets.US_ASCII)));
    }
    for (int i = 1; i < roots.size(); i++) {
      assertThat(roots.get(i).first()).isEqualTo(roots.get(i - 1).last() + 1);
      assertThat(roots.get(i).day()).isEqualTo(roots.get(i - 1).day().plusDays(1));
    }
  }

  @Test
  void aRootIsAProvenanceWithItsSignature() throws Exception {
    LocalDate day = closeTheNextDay();
    String json = server.get("/fhir/Provenance/audit-root-" + day).body();
    Provenance record = server.parse(Provenance.class, json);
    String statement =
        new String(record.getSignatureFirstRep().getData(), StandardCharsets.US_ASCII);
    assertThat(outsider().read(statement).path("day").asText()).isEqualTo(day.toString());
    Parameters listed = operation("/fhir/AuditEvent/$roots?from=" + day + "&to=" + day);
    assertThat(listed.getParameter()).hasSize(1);
    assertThat(text(listed.getParameter("root"), "signed")).isEqualTo(statement);
  }

  @Test
  void severalNodesMakeOneRoot() throws Exception {
    events.add();
    LocalDate day = nextDay();
    Callable<Integer> node = () -> roots(after(day)).close();
    try (var nodes = Executors.newFixedThreadPool(3)) {
      int made = 0;
      for (Future<Integer> one : nodes.invokeAll(List.of(node, node, node))) {
        made += one.get();
      }
      assertThat(made).isEqualTo(1);
    }
    assertThat(server.bean(AuditRoots.class).between(day, day)).hasSize(1);
    assertThat(findings()).isEmpty();
  }

  @Test
  void aDayThatIsNotOverHasNoRootAndItsEventsNoProofYet() throws Exception {
    closeTheNextDay();
    String event = events.add();
    var answer = server.get("/fhir/AuditEvent/" + event + "/$proof");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("OperationOutcome", "after midnight UTC");
  }

  @Test
  void aChainThatSomebodyHasMadeAnewFromAChangeOnDoesNotFitItsRoots() throws Exception {
    String event = events.add();
    long sequence = chain.sequence(event).orElseThrow();
    closeTheNextDay();
    assertThat(findings()).isEmpty();
    String digest = digest(sequence);
    setDigest(sequence, "0".repeat(64));
    assertThat(findings()).contains("root-broken");
    assertThat(server.get("/fhir/AuditEvent/" + event + "/$proof").statusCode()).isEqualTo(409);
    setDigest(sequence, digest);
    assertThat(findings()).isEmpty();
  }

  @Test
  void aRootThatWasChangedOrRemovedIsMissed() throws Exception {
    events.add();
    LocalDate day = closeTheNextDay();
    closeTheNextDay();
    AuditRoot root = server.bean(AuditRoots.class).between(day, day).getFirst();
    setRoot(day, "0".repeat(64));
    assertThat(findings()).contains("root-broken");
    setRoot(day, root.root());
    jdbc.sql("delete from mortar_audit_root where closed_day = ?").param(day).update();
    assertThat(findings()).contains("root-missing");
    new RootTable(jdbc).add(root);
    assertThat(findings()).isEmpty();
  }

  @Test
  void onlyTheManagerAsksAndEverybodyReadsTheKeys() throws Exception {
    closeTheNextDay();
    for (Role role : List.of(Role.SENIOR_PHARMACIST, Role.PATIENT, Role.SYSTEM_EHR)) {
      String token = server.token(role);
      assertThat(server.send(server.request("/fhir/AuditEvent/$roots", token)).statusCode())
          .isEqualTo(403);
      assertThat(server.send(server.request("/fhir/AuditEvent/x/$proof", token)).statusCode())
          .isEqualTo(403);
    }
    var keys = server.send(server.anonymous("/.well-known/audit-keys.json"));
    assertThat(keys.statusCode()).isEqualTo(200);
    assertThat(keys.body()).contains("P-384").doesNotContain("\"d\"");
    assertThat(server.get("/fhir/AuditEvent/$roots?from=2026").statusCode()).isEqualTo(400);
  }

  @Test
  void afterAYearAnotherKeySignsAndTheOldOneOnlyVerifies() throws Exception {
    LocalDate day = closeTheNextDay();
    var later = Clock.offset(Clock.systemUTC(), Duration.ofDays(3660));
    String before =
        jdbc.sql("select max(kid) from mortar_audit_key where sealed is not null")
            .query(String.class)
            .single();
    String next = new RootKeys(jdbc, server.bean(Seal.class), later).current().getKeyID();
    assertThat(next).isNotEqualTo(before);
    assertThat(
            jdbc.sql("select count(*) from mortar_audit_key where sealed is not null")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    AuditRoot root = server.bean(AuditRoots.class).between(day, day).getFirst();
    assertThat(outsider().read(root.signed()).path("day").asText()).isEqualTo(day.toString());
    assertThat(findings()).isEmpty();
  }

  private LocalDate closeTheNextDay() {
    return closeUntil(nextDay());
  }

  /** The day that is closed next, whatever the tests before this one have closed. */
  private LocalDate nextDay() {
    LocalDate today = Instant.now().atOffset(ZoneOffset.UTC).toLocalDate();
    return new RootTable(jdbc).newest().map(root -> root.day().plusDays(1)).orElse(today);
  }

  private LocalDate closeUntil(LocalDate day) {
    assertThat(roots(after(day)).close()).isPositive();
    return day;
  }

  private static Clock after(LocalDate day) {
    Instant soonAfter = day.plusDays(1).atTime(LocalTime.of(0, 15)).toInstant(ZoneOffset.UTC);
    return Clock.fixed(soonAfter, ZoneOffset.UTC);
  }

  private AuditRoots roots(Clock clock) {
    FhirStore store = server.bean(FhirStore.class);
    ServerAddress address = server.bean(ServerAddress.class);
    return new AuditRoots(
        chain,
        new RootTable(jdbc),
        new RootStatements(server.bean(RootKeys.class), address),
        new RootRecords(store, address),
        store,
        clock);
  }

  private Outsider outsider() throws Exception {
    return new Outsider(server.send(server.anonymous("/.well-known/audit-keys.json")).body());
  }

  private static String rootOf(String digest, Parameters proof, JsonNode signed) {
    List<byte[]> path = new ArrayList<>();
    proof.getParameter().stream()
        .filter(one -> one.getName().equals("path"))
        .forEach(one -> path.add(HexFormat.of().parseHex(one.getValue().primitiveValue())));
    long index = ((IntegerType) proof.getParameter("index").getValue()).getValue();
    byte[] entry = digest.getBytes(StandardCharsets.US_ASCII);
    return Outsider.hex(Outsider.root(entry, index, signed.path("events").asLong(), path));
  }

  private Parameters operation(String path) {
    var answer = server.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return server.parse(Parameters.class, answer.body());
  }

  private static String text(ParametersParameterComponent parameter, String part) {
    return parameter.getPart().stream()
        .filter(one -> one.getName().equals(part))
        .map(one -> one.getValue().primitiveValue())
        .findFirst()
        .orElseThrow();
  }

  private List<String> findings() {
    String body = server.get("/fhir/AuditEvent/$verify?count=100000").body();
    Parameters answer = server.parse(Parameters.class, body);
    return answer.getParameter().stream()
        .filter(one -> one.getName().equals("finding"))
        .map(one -> text(one, "problem"))
        .toList();
  }

  private String digest(long sequence) {
    return chain.digests(new AuditChain.Range(sequence, sequence)).getFirst();
  }

  private void setDigest(long sequence, String digest) {
    jdbc.sql("update audit_chain set digest = ? where sequence = ?")
        .params(digest, sequence)
        .update();
  }

  private void setRoot(LocalDate day, String root) {
    jdbc.sql("update mortar_audit_root set root = ? where closed_day = ?")
        .params(root, day)
        .update();
  }
}
