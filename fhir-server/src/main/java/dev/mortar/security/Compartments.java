package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryMatchResult;
import ca.uhn.fhir.jpa.searchparam.matcher.SearchParamMatcher;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.util.FhirTerser;
import ca.uhn.fhir.util.UrlUtil;
import dev.mortar.access.Decision.Among;
import dev.mortar.access.Decision.Barred;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.OwnOnly;
import dev.mortar.access.Decision.PatientCompartment;
import dev.mortar.access.Decision.Restricted;
import dev.mortar.access.Decision.Unlabelled;
import dev.mortar.access.Decision.Within;
import dev.mortar.access.Standing.Bounds;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Slot;

/**
 * Whether a resource satisfies a constraint. The patient compartment is that of FHIR R4 and, beyond
 * it, what the policy table finds by patient, such as Task. {@code Patient.link} is not followed.
 */
final class Compartments {
  private final FhirContext fhir;
  private final FhirTerser terser;
  private final SearchParamMatcher matcher;
  private final Homes homes;

  Compartments(FhirContext fhir, SearchParamMatcher matcher, Homes homes) {
    this.fhir = fhir;
    this.homes = homes;
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
                  case Within bounds -> within(resource, bounds);
                  case Among some -> among(resource, some);
                  case Barred barred -> !tellsOf(resource, barred.patients());
                  case Unlabelled unlabelled -> !Labels.hides(resource, unlabelled);
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

  /** What is about no patient, or about several, belongs to nobody who is bound. */
  private boolean within(IBaseResource resource, Within bounds) {
    Optional<String> patient = PatientOf.id(resource);
    if (patient.filter(bounds.except()::contains).isPresent()) {
      return true;
    }
    Set<String> places =
        switch (resource) {
          case Patient record -> Standings.of(record);
          case Appointment visit when bounds.ofItself() ->
              places(visit.getParticipant().stream().map(one -> one.getActor()));
          case Encounter visit when bounds.ofItself() ->
              places(visit.getLocation().stream().map(one -> one.getLocation()));
          default -> patient.map(homes::of).orElse(Set.of());
        };
    return places.stream().anyMatch(bounds.values()::contains);
  }

  /** Whether it is about one of them, or names one anywhere. */
  private boolean tellsOf(IBaseResource resource, Set<String> patients) {
    if (resource instanceof Patient && patients.contains(resource.getIdElement().getIdPart())) {
      return true;
    }
    return terser.getAllResourceReferences(resource).stream()
        .map(found -> found.getResourceReference().getReferenceElement())
        .anyMatch(
            id -> "Patient".equals(id.getResourceType()) && patients.contains(id.getIdPart()));
  }

  private static Set<String> places(Stream<Reference> references) {
    Set<String> places =
        references
            .flatMap(reference -> Standings.relative(reference, "Location"))
            .collect(Collectors.toSet());
    return places.isEmpty() ? Set.of(Bounds.SHARED) : places;
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
    return named(resource, own.parameter()).anyMatch(own.owner()::equals);
  }

  /** A slot has no place of its own, but that of its schedule. */
  private boolean among(IBaseResource resource, Among some) {
    return resource instanceof Slot slot
        ? Standings.relative(slot.getSchedule(), "Schedule")
            .flatMap(schedule -> homes.actors(schedule).stream())
            .anyMatch(some.values()::contains)
        : named(resource, some.parameter()).anyMatch(some.values()::contains);
  }

  /** The references that the search parameter finds; the resource itself, if it is the id. */
  private Stream<String> named(IBaseResource resource, String parameter) {
    if (parameter.equals(Among.ITSELF)) {
      return Stream.of(fhir.getResourceType(resource) + "/" + resource.getIdElement().getIdPart());
    }
    return fhir.getResourceDefinition(resource).getSearchParam(parameter).getPathsSplit().stream()
        .flatMap(path -> terser.getValues(resource, path, Reference.class).stream())
        .map(Reference::getReference)
        .filter(Objects::nonNull);
  }
}
