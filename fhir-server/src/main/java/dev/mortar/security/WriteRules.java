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
import dev.mortar.access.Decision.Unlabelled;
import dev.mortar.access.Interaction;
import dev.mortar.access.Role;
import dev.mortar.ig.Canonicals;
import dev.mortar.storage.label.LabelledTypes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
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
              checkOpening(caller, resource);
              checkContent(caller, resource, constraints, null);
              checkMeta(caller, new Meta(), resource, false);
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
                checkOpening(caller, before);
              }
              checkOpening(caller, after);
              checkContent(caller, after, constraints, before);
              Meta old = before instanceof Resource stored ? stored.getMeta() : new Meta();
              checkMeta(caller, old, after, LabelledTypes.replacesLabels(request));
              if (constraints.stream().anyMatch(one -> !(one instanceof Unlabelled))
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

  /** In the name of a patient, somebody would else open to themselves what labels hide. */
  private void checkOpening(Caller caller, IBaseResource resource) {
    if (resource instanceof Consent consent
        && opensLabels(consent.getProvision())
        && !rules.access().entitlements().hiddenLabels(caller).isEmpty()) {
      throw new ForbiddenOperationException(
          "A consent about security labels is recorded by somebody who sees what carries them.");
    }
  }

  private static boolean opensLabels(ProvisionComponent provision) {
    return provision.hasSecurityLabel()
        || provision.getProvision().stream().anyMatch(WriteRules::opensLabels);
  }

  private Stream<String> references(IBaseResource resource) {
    return fhir.newTerser().getAllResourceReferences(resource).stream()
        .map(info -> info.getResourceReference().getReferenceElement().getValue())
        .filter(Objects::nonNull);
  }

  private void checkContent(
      Caller caller,
      IBaseResource resource,
      Set<Constraint> constraints,
      @Nullable IBaseResource before) {
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
    references(resource).forEach(target -> checkReference(caller, target, patient, before));
  }

  /**
   * A reference by search would tell whether there is a hit, one to others would reach into them.
   */
  private void checkReference(
      Caller caller,
      String target,
      Optional<PatientCompartment> patient,
      @Nullable IBaseResource before) {
    int query = target.indexOf('?');
    if (query >= 0) {
      String type = target.substring(0, query);
      if (!rules.mayMatch(caller, type, target.substring(query + 1))) {
        throw new ForbiddenOperationException(
            "Your role does not allow references by search to " + type + ".");
      }
      return;
    }
    IdType id = new IdType(target);
    boolean bound = caller.standing().tenant().isPresent() || isNewAndMayHide(caller, id, before);
    if (bound && !reaches(caller, id)) {
      throw new ForbiddenOperationException(
          "What you write may only refer to what is there and within your reach.");
    }
    if (patient.isPresent()
        && "Patient".equals(id.getResourceType())
        && !patient.get().patientId().equals(id.getIdPart())) {
      throw new ForbiddenOperationException("You may only refer to your own record.");
    }
  }

  /** What a resource refers to already, whoever changes it may leave there unseen. */
  private boolean isNewAndMayHide(Caller caller, IdType target, @Nullable IBaseResource before) {
    return caller.role().kind() != Role.Kind.SYSTEM
        && target.hasResourceType()
        && rules.leavesOut(caller, target.getResourceType())
        && (before == null || references(before).noneMatch(target.getValue()::equals));
  }

  /** References that can be followed would tell what there is in other parts of the chain. */
  private boolean reaches(Caller caller, IdType target) {
    return target.isAbsolute()
        || !target.hasResourceType()
        || !target.hasIdPart()
        || stored.reaches(caller, target.getResourceType(), target.getIdPart());
  }

  /** Labels and provenance of a resource are the server's to give, not the caller's. */
  private void checkMeta(Caller caller, Meta before, IBaseResource resource, boolean replaces) {
    if (!(resource instanceof Resource written)) {
      return;
    }
    Meta after = written.getMeta();
    if (lacksOne(before, after)) {
      rules.requireLabelling(caller, false);
    }
    if (replaces && lacksOne(after, before)) {
      rules.requireLabelling(caller, true);
    }
    if (caller.role() == Role.MANAGER || caller.role().kind() == Role.Kind.SYSTEM) {
      return;
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

  private static boolean lacksOne(Meta some, Meta others) {
    return others.hasSecurity()
        && others.getSecurity().stream()
            .anyMatch(label -> some.getSecurity(label.getSystem(), label.getCode()) == null);
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
