package dev.mortar.audit;

import dev.mortar.access.Role;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.store.FhirStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;

/**
 * The accounting of disclosures: who outside of the pharmacy has seen something of a patient, and
 * whoever of its staff has broken the glass. The patient's own looks are none.
 */
public final class Disclosures {
  private static final int MOST = 1_000;

  private final FhirStore store;
  private final ServerAddress server;

  Disclosures(FhirStore store, ServerAddress server) {
    this.store = store;
    this.server = server;
  }

  /** The newest first, at most a thousand. */
  public List<Disclosure> of(String patientId, Instant from, Instant to) {
    String query =
        "record=urn:ietf:rfc:3986|%s/Patient/%s&date=ge%s&date=lt%s&outcome=0&_sort=-date"
            .formatted(server.fhir(), patientId, from, to);
    return store.search(AuditEvent.class, query, MOST).stream()
        .flatMap(event -> disclosure(event).stream())
        .toList();
  }

  private static Optional<Disclosure> disclosure(AuditEvent event) {
    AuditEventAgentComponent agent = event.getAgentFirstRep();
    Optional<Role> role = Role.ofCode(agent.getRoleFirstRep().getCodingFirstRep().getCode());
    boolean emergency = !event.getPurposeOfEvent().isEmpty();
    boolean outside =
        role.filter(one -> one.kind() == Role.Kind.SYSTEM || one == Role.CAREGIVER).isPresent();
    if (!outside && !emergency) {
      return Optional.empty();
    }
    return Optional.of(
        new Disclosure(
            event.getRecorded().toInstant(),
            agent.getAltId(),
            role.map(Role::code).orElse(""),
            event.getSubtypeFirstRep().getCode(),
            emergency ? "emergency" : "access",
            seen(event)));
  }

  private static List<String> seen(AuditEvent event) {
    return event.getEntity().stream()
        .filter(entity -> entity.getRole().isEmpty())
        .map(entity -> entity.getWhat().getIdentifier().getValue())
        .filter(address -> address != null && address.contains("/fhir/"))
        .map(address -> address.substring(address.indexOf("/fhir/") + "/fhir/".length()))
        .toList();
  }

  /**
   * @param who the account or client
   * @param interaction code of the RESTful interaction
   * @param purpose {@code access} or {@code emergency}
   * @param what the resources, as {@code Observation/7}
   */
  public record Disclosure(
      Instant at, String who, String role, String interaction, String purpose, List<String> what) {}
}
