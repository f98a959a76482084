package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryMatchResult;
import ca.uhn.fhir.jpa.searchparam.matcher.SearchParamMatcher;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.util.FhirTerser;
import ca.uhn.fhir.util.UrlUtil;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.OwnOnly;
import dev.mortar.access.Decision.PatientCompartment;
import dev.mortar.access.Decision.Restricted;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;

/**
 * Whether a resource satisfies a constraint. The patient compartment is that of FHIR R4 and, beyond
 * it, what the policy table finds by patient, such as Task. {@code Patient.link} is not followed.
 */
final class Compartments {
  private final FhirContext fhir;
  private final FhirTerser terser;
  private final SearchParamMatcher matcher;

  Compartments(FhirContext fhir, SearchParamMatcher matcher) {
    this.fhir = fhir;
    this.matcher = matcher;
    this.terser = fhir.newTerser();
  }

  boolean satisfies(IBaseResource resource, Set<Constraint> constraints) {
    return constraints.stream()
        .allMatch(
            constraint ->
                switch (constraint) {
                  case PatientCompartment patient -> belongs(resource, patient);
                  case OwnOnly own -> names(resource, own);
                  case Restricted some -> found(resource, some);
                });
  }

  private boolean belongs(IBaseResource resource, PatientCompartment patient) {
    if (fhir.getResourceType(resource).equals("Patient")) {
      return patient.patientId().equals(resource.getIdElement().getIdPart());
    }
    return terser.isSourceInCompartmentForTarget(
        "Patient",
        resource,
        new IdType("Patient", patient.patientId()),
        Set.of(patient.parameter()));
  }

  /** What the matcher cannot decide without the database does not count as found. */
  private boolean found(IBaseResource resource, Restricted some) {
    InMemoryMatchResult result =
        matcher.match(
            fhir.getResourceType(resource)
                + "?"
                + some.parameter()
                + "="
                + UrlUtil.escapeUrlParam(some.anyOf()),
            resource,
            new SystemRequestDetails());
    return result.supported() && result.matched();
  }

  private boolean names(IBaseResource resource, OwnOnly own) {
    if (own.parameter().equals("_id")) {
      return own.owner()
          .equals(fhir.getResourceType(resource) + "/" + resource.getIdElement().getIdPart());
    }
    return fhir
        .getResourceDefinition(resource)
        .getSearchParam(own.parameter())
        .getPathsSplit()
        .stream()
        .flatMap(path -> terser.getValues(resource, path, Reference.class).stream())
        .anyMatch(reference -> own.owner().equals(reference.getReference()));
  }
}
