package dev.mortar.storage.retention;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Person;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Whose a resource is that names somebody. */
final class Ownership {
  /** Elements that say whom a resource is about. */
  private static final Set<String> SUBJECTS =
      Set.of("subject", "patient", "for", "beneficiary", "individual", "securityContext");

  /** What belongs to the pharmacy, whomever it names. */
  private static final Set<String> HOUSE =
      Set.of(
          "ActivityDefinition",
          "CapabilityStatement",
          "CodeSystem",
          "ConceptMap",
          "Endpoint",
          "Group",
          "HealthcareService",
          "Library",
          "Location",
          "Measure",
          "Medication",
          "Organization",
          "PlanDefinition",
          "Practitioner",
          "PractitionerRole",
          "Questionnaire",
          "Schedule",
          "Slot",
          "StructureDefinition",
          "Subscription",
          "ValueSet");

  private final FhirContext fhir;

  Ownership(FhirContext fhir) {
    this.fhir = fhir;
  }

  /**
   * @param resource it names one of the patients, or something of theirs
   * @param patients logical ids of the records of one person
   */
  boolean theirs(Resource resource, Set<String> patients) {
    if (resource.fhirType().equals("Patient")) {
      return patients.contains(resource.getIdElement().getIdPart());
    }
    if (HOUSE.contains(resource.fhirType())) {
      return false;
    }
    Set<String> subjects = patients(subjects(resource));
    Set<String> about = subjects.isEmpty() ? patients(references(resource)) : subjects;
    return patients.containsAll(about);
  }

  /** A provenance goes with the last of its targets. */
  boolean isOnlyOf(Provenance provenance, Set<String> gone) {
    return provenance.getTarget().stream()
        .allMatch(target -> target.hasReference() && gone.contains(name(target)));
  }

  /**
   * Takes the names out. What needs a reference keeps one that leads nowhere.
   *
   * @param gone references as {@code Observation/7}
   * @return whether there was anything
   */
  boolean strip(Resource resource, Set<String> gone) {
    boolean left = leave(resource, gone);
    List<Reference> found =
        references(resource).filter(reference -> gone.contains(name(reference))).toList();
    for (Reference reference : found) {
      reference.setReference(null).setResource(null);
      reference.setIdentifier(null);
      reference.setDisplay("Erased");
    }
    return left || !found.isEmpty();
  }

  /** Members of a list go as a whole. */
  private static boolean leave(Resource resource, Set<String> gone) {
    return switch (resource) {
      case Appointment visit ->
          visit.getParticipant().removeIf(it -> gone.contains(name(it.getActor())));
      case Patient other -> other.getLink().removeIf(it -> gone.contains(name(it.getOther())));
      case Person person -> person.getLink().removeIf(it -> gone.contains(name(it.getTarget())));
      case Group group -> group.getMember().removeIf(it -> gone.contains(name(it.getEntity())));
      case Provenance origin -> origin.getTarget().removeIf(it -> gone.contains(name(it)));
      default -> false;
    };
  }

  Stream<Reference> references(Resource resource) {
    return fhir.newTerser().getAllResourceReferences(resource).stream()
        .map(info -> (Reference) info.getResourceReference());
  }

  private static Stream<Reference> subjects(Resource resource) {
    return SUBJECTS.stream()
        .flatMap(name -> values(resource, name))
        .filter(Reference.class::isInstance)
        .map(Reference.class::cast);
  }

  /** None, too, if the type has no such element. */
  private static Stream<Base> values(Resource resource, String name) {
    Property property = resource.getNamedProperty(name);
    return property == null ? Stream.empty() : property.getValues().stream();
  }

  private static Set<String> patients(Stream<Reference> references) {
    return references
        .map(reference -> new IdType(reference.getReference()))
        .filter(id -> "Patient".equals(id.getResourceType()))
        .map(IdType::getIdPart)
        .collect(Collectors.toSet());
  }

  /** Without server and version. */
  static String name(Reference reference) {
    IdType id = new IdType(reference.getReference());
    return id.getResourceType() + "/" + id.getIdPart();
  }
}
