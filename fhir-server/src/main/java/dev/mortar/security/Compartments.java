package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.OwnOnly;
import dev.mortar.access.Decision.PatientCompartment;
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

  Compartments(FhirContext fhir) {
    this.fhir = fhir;
    this.terser = fhir.newTerser();
  }

  boolean satisfies(IBaseResource resource, Set<Constraint> constraints) {
    return constraints.stream()
        .allMatch(
            constraint ->
                switch (constraint) {
                  case PatientCompartment patient -> belongs(resource, patient);
                  case OwnOnly own -> names(resource, own);
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
