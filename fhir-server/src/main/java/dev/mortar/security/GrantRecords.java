package dev.mortar.security;

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
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Provenance for every change of a grant that somebody makes: who, when, which version
 * came of which. It is planned with the change and stands or falls with it.
 */
@Interceptor
public final class GrantRecords implements DueHandler {
  private static final String KIND = "grant-record";
  private static final Set<String> GRANTS = Set.of("PractitionerRole", "Consent");
  private static final String REASON = "\n";
  private static final String OPERATIONS = "http://terminology.hl7.org/CodeSystem/v3-DataOperation";

  private final DueWork due;
  private final FhirStore store;
  private final ServerAddress server;
  private final Clock clock;

  GrantRecords(DueWork due, FhirStore store, ServerAddress server, Clock clock) {
    this.due = due;
    this.store = store;
    this.server = server;
    this.clock = clock;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(@Nullable RequestDetails request, IBaseResource resource) {
    plan(request, resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(@Nullable RequestDetails request, IBaseResource before, IBaseResource after) {
    plan(request, after);
  }

  private void plan(@Nullable RequestDetails request, IBaseResource resource) {
    if (GRANTS.contains(resource.fhirType())) {
      RequestCaller.find(request)
          .ifPresent(
              caller -> {
                Instant now = clock.instant();
                IIdType id = resource.getIdElement().toUnqualified();
                due.plan(KIND, id.getValue(), now, now + " " + caller.name());
              });
    }
  }

  /**
   * Plans the record of a change that the server made for the caller, in the same transaction.
   *
   * @param stored the version that came of it
   */
  void changed(Caller by, IIdType stored, String reason) {
    Instant now = clock.instant();
    String key = stored.toUnqualified().getValue();
    due.plan(KIND, key, now, now + " " + by.name() + REASON + reason);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * @param key as {@code PractitionerRole/7/_history/2}
   * @param payload when and who, and on a line of its own why, if that was said
   */
  @Override
  public Optional<Instant> handle(String key, String payload) {
    String[] said = payload.split(REASON, 2);
    String[] parts = said[0].split(" ", 2);
    String[] names = key.split("/_history/", -1);
    long version = names.length > 1 ? Long.parseLong(names[1]) : 1;
    var provenance = new Provenance();
    provenance.setId(StableId.of(KIND, key));
    provenance.addTarget(version(key).setReference(names[0]));
    provenance.setRecorded(Date.from(Instant.parse(parts[0])));
    provenance
        .getActivity()
        .addCoding(
            version == 1
                ? new Coding(OPERATIONS, "CREATE", "create")
                : new Coding(OPERATIONS, "UPDATE", "revise"));
    provenance.addAgent().getWho().setDisplay(parts[1]);
    if (said.length > 1) {
      provenance.addReason().setText(said[1]);
    }
    if (version > 1) {
      provenance
          .addEntity()
          .setRole(ProvenanceEntityRole.REVISION)
          .setWhat(version(names[0] + "/_history/" + (version - 1)));
    }
    store.save(provenance);
    return Optional.empty();
  }

  /** By its address, because the store takes the version out of references. */
  private Reference version(String key) {
    var version = new Reference();
    version.getIdentifier().setSystem("urn:ietf:rfc:3986").setValue(server.fhir() + "/" + key);
    return version;
  }
}
