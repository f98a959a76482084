package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import dev.mortar.access.Caller;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.due.DueHandler;
import dev.mortar.due.DueWork;
import dev.mortar.store.FhirStore;
import dev.mortar.store.StableId;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Provenance for every change of a grant that somebody makes: who, when, which version
 * came of which, and why. It is planned with the change and stands or falls with it.
 */
@Interceptor
public final class GrantRecords implements DueHandler {
  private static final String KIND = "grant-record";
  private static final Set<String> GRANTS = Set.of("PractitionerRole", "Consent");
  private static final String OPERATIONS = "http://terminology.hl7.org/CodeSystem/v3-DataOperation";
  private static final Map<String, String> ACTIVITIES =
      Map.of("CREATE", "create", "UPDATE", "revise", "DELETE", "delete");

  private final DueWork due;
  private final FhirStore store;
  private final ServerAddress server;
  private final Reasons reasons;
  private final Clock clock;

  GrantRecords(DueWork due, FhirStore store, ServerAddress server, FhirContext fhir, Clock clock) {
    this.due = due;
    this.store = store;
    this.server = server;
    this.reasons = new Reasons(fhir);
    this.clock = clock;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(@Nullable RequestDetails request, IBaseResource resource) {
    plan(request, "CREATE", resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(@Nullable RequestDetails request, IBaseResource before, IBaseResource after) {
    plan(request, "UPDATE", after);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void deleted(@Nullable RequestDetails request, IBaseResource resource) {
    plan(request, "DELETE", resource);
  }

  private void plan(@Nullable RequestDetails request, String activity, IBaseResource resource) {
    if (request != null
        && GRANTS.contains(resource.fhirType())
        && RequestCaller.find(request).isPresent()) {
      plan(request, activity, resource, reasons.of(request));
    }
  }

  /**
   * Plans the record of a change that the server made for the caller, in the same transaction.
   *
   * @param stored the version that came of it
   */
  void changed(Caller by, IIdType stored, String reason) {
    String key = stored.toUnqualified().getValue();
    String before = before(key);
    String activity = before.isEmpty() ? "CREATE" : "UPDATE";
    plan(key, new Change(clock.instant(), activity, by.name(), reason));
    new GrantChange(before, key, reason).note();
  }

  /** Notes a change that an operation has made for whoever called it. */
  public void changed(RequestDetails request, IBaseResource after, String reason) {
    plan(request, "UPDATE", after, reason);
  }

  private void plan(
      RequestDetails request, String activity, IBaseResource resource, String reason) {
    String key = resource.getIdElement().toUnqualified().getValue();
    plan(key, new Change(clock.instant(), activity, RequestCaller.of(request).name(), reason));
    boolean gone = activity.equals("DELETE");
    new GrantChange(gone ? key : before(key), gone ? "" : key, reason).note(request);
  }

  private void plan(String key, Change change) {
    due.plan(KIND, key, change.at(), change.text());
  }

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * @param key as {@code PractitionerRole/7/_history/2}
   * @param payload a {@link Change}
   */
  @Override
  public Optional<Instant> handle(String key, String payload) {
    Change change = Change.of(payload);
    boolean gone = change.activity().equals("DELETE");
    var provenance = new Provenance();
    provenance.setId(StableId.of(KIND, key, change.activity()));
    Reference target = version(key);
    provenance.addTarget(gone ? target : target.setReference(key.split("/_history/", -1)[0]));
    provenance.setRecorded(Date.from(change.at()));
    provenance.setActivity(activity(change.activity()));
    if (!change.reason().isEmpty()) {
      provenance.addReason().setText(change.reason());
    }
    provenance.addAgent().getWho().setDisplay(change.by());
    String before = gone ? key : before(key);
    if (!before.isEmpty()) {
      provenance
          .addEntity()
          .setRole(gone ? ProvenanceEntityRole.REMOVAL : ProvenanceEntityRole.REVISION)
          .setWhat(version(before));
    }
    store.save(provenance);
    return Optional.empty();
  }

  /** The version before, or nothing of the first. */
  private static String before(String key) {
    String[] names = key.split("/_history/", -1);
    long version = names.length > 1 ? Long.parseLong(names[1]) : 1;
    return version > 1 ? names[0] + "/_history/" + (version - 1) : "";
  }

  static CodeableConcept activity(String code) {
    return new CodeableConcept().addCoding(new Coding(OPERATIONS, code, ACTIVITIES.get(code)));
  }

  /** By its address, because the store takes the version out of references. */
  private Reference version(String key) {
    var version = new Reference();
    version.getIdentifier().setSystem("urn:ietf:rfc:3986").setValue(server.fhir() + "/" + key);
    return version;
  }

  /**
   * @param reason may have several lines
   */
  private record Change(Instant at, String activity, String by, String reason) {
    String text() {
      return String.join("\n", at.toString(), activity, by, reason);
    }

    static Change of(String text) {
      String[] parts = text.split("\n", 4);
      if (parts.length < 4) {
        // As an earlier version planned it.
        String[] words = text.split(" ", 2);
        return new Change(Instant.parse(words[0]), "UPDATE", words[1], "");
      }
      return new Change(Instant.parse(parts[0]), parts[1], parts[2], parts[3]);
    }
  }
}
