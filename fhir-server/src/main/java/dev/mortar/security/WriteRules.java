package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import dev.mortar.access.Caller;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.PatientCompartment;
import dev.mortar.access.Interaction;
import dev.mortar.access.Role;
import dev.mortar.ig.Canonicals;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that is about to be stored for a caller, by whatever way it came: alone, in a
 * bundle, as a patch or by an operation.
 */
@Interceptor(order = RequestGate.ORDER)
public final class WriteRules {
  private static final String OUTSIDE = "You may not write what lies outside of your reach.";

  private final ReadRules rules;
  private final StoredRules stored;
  private final FhirContext fhir;

  WriteRules(ReadRules rules, StoredRules stored, FhirContext fhir) {
    this.rules = rules;
    this.stored = stored;
    this.fhir = fhir;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void beforeCreating(@Nullable RequestDetails request, IBaseResource resource) {
    RequestCaller.find(request)
        .ifPresent(
            caller -> {
              Set<Constraint> constraints = require(caller, resource, Interaction.CREATE);
              GuardedWrites.check(caller, resource);
              checkContent(caller, resource, constraints);
              checkMeta(caller, new Meta(), resource);
            });
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void beforeUpdating(
      @Nullable RequestDetails request, IBaseResource before, IBaseResource after) {
    RequestCaller.find(request)
        .ifPresent(
            caller -> {
              Set<Constraint> constraints = require(caller, after, Interaction.UPDATE);
              GuardedWrites.check(caller, after);
              if (before != null) {
                if (!rules.satisfies(before, constraints)) {
                  throw Hidden.from(caller, OUTSIDE);
                }
                GuardedWrites.check(caller, before);
              }
              checkContent(caller, after, constraints);
              Meta old = before instanceof Resource stored ? stored.getMeta() : new Meta();
              checkMeta(caller, old, after);
              if (!constraints.isEmpty()
                  && before instanceof Patient was
                  && after instanceof Patient becomes) {
                checkOwnRecord(was, becomes);
              }
            });
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
  public void beforeDeleting(@Nullable RequestDetails request, IBaseResource resource) {
    RequestCaller.find(request)
        .ifPresent(
            caller -> {
              Set<Constraint> constraints = require(caller, resource, Interaction.DELETE);
              GuardedWrites.check(caller, resource);
              if (!rules.satisfies(resource, constraints)) {
                throw Hidden.from(caller, OUTSIDE);
              }
            });
  }

  @Hook(Pointcut.STORAGE_CASCADE_DELETE)
  public void beforeCascading(@Nullable RequestDetails request, IBaseResource resource) {
    beforeDeleting(request, resource);
  }

  private Set<Constraint> require(Caller caller, IBaseResource resource, Interaction interaction) {
    return rules.require(caller, fhir.getResourceType(resource), interaction);
  }

  private void checkContent(Caller caller, IBaseResource resource, Set<Constraint> constraints) {
    if (!rules.satisfies(resource, constraints)) {
      throw new ForbiddenOperationException(OUTSIDE);
    }
    Optional<PatientCompartment> patient =
        constraints.stream()
            .filter(PatientCompartment.class::isInstance)
            .map(PatientCompartment.class::cast)
            .findFirst();
    boolean everything = rules.access().readsEverything(caller);
    if (everything && patient.isEmpty()) {
      return;
    }
    for (IBaseReference reference :
        fhir.newTerser().getAllResourceReferences(resource).stream()
            .map(info -> info.getResourceReference())
            .toList()) {
      String target = reference.getReferenceElement().getValue();
      if (target != null) {
        checkReference(caller, target, patient);
      }
    }
  }

  /**
   * A reference by search would tell whether there is a hit, one to others would reach into them.
   */
  private void checkReference(Caller caller, String target, Optional<PatientCompartment> patient) {
    int query = target.indexOf('?');
    if (query >= 0) {
      String type = target.substring(0, query);
      if (!rules.unconstrained(caller, type, Interaction.SEARCH)) {
        throw new ForbiddenOperationException(
            "Your role does not allow references by search to " + type + ".");
      }
      return;
    }
    IdType id = new IdType(target);
    if (caller.standing().tenant().isPresent() && !reaches(caller, id)) {
      throw new ForbiddenOperationException(
          "What you write may only refer to what is there and within your reach.");
    }
    if (patient.isPresent()
        && "Patient".equals(id.getResourceType())
        && !patient.get().patientId().equals(id.getIdPart())) {
      throw new ForbiddenOperationException("You may only refer to your own record.");
    }
  }

  /** References that can be followed would tell what there is in other parts of the chain. */
  private boolean reaches(Caller caller, IdType target) {
    return target.isAbsolute()
        || !target.hasResourceType()
        || !target.hasIdPart()
        || stored.reaches(caller, target.getResourceType(), target.getIdPart());
  }

  /** Labels and provenance of a resource are the server's to give, not the caller's. */
  private static void checkMeta(Caller caller, Meta before, IBaseResource resource) {
    if (caller.role() == Role.MANAGER
        || caller.role().kind() == Role.Kind.SYSTEM
        || !(resource instanceof Resource written)) {
      return;
    }
    Meta after = written.getMeta();
    for (Coding label : after.getSecurity()) {
      if (before.getSecurity(label.getSystem(), label.getCode()) == null) {
        throw new ForbiddenOperationException("Your role does not allow to set security labels.");
      }
    }
    boolean patient = caller.role().kind() == Role.Kind.PATIENT;
    for (Coding tag : after.getTag()) {
      boolean ours = patient || Canonicals.CS_TAG.equals(tag.getSystem());
      if (ours && before.getTag(tag.getSystem(), tag.getCode()) == null) {
        throw new ForbiddenOperationException("Your role does not allow to set this tag.");
      }
    }
    if (after.hasSource() && !after.getSource().equals(before.getSource())) {
      throw new ForbiddenOperationException("Your role does not allow to set meta.source.");
    }
  }

  /** Of their own record, patients keep up how they are reached; the rest is the pharmacy's. */
  private static void checkOwnRecord(Patient before, Patient after) {
    if (!withoutContact(before).equalsDeep(withoutContact(after))) {
      throw new ForbiddenOperationException(
          "You may change telephone, e-mail, address, language and contacts; ask the pharmacy to"
              + " change the rest.");
    }
  }

  private static Patient withoutContact(Patient patient) {
    Patient rest = patient.copy();
    rest.setTelecom(null).setAddress(null).setCommunication(null).setContact(null);
    rest.setText(null);
    rest.setMeta(null);
    rest.setIdElement(null);
    return rest;
  }
}
