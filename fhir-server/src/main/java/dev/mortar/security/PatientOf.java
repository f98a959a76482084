package dev.mortar.security;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.ExplanationOfBenefit;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Invoice;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Specimen;
import org.hl7.fhir.r4.model.Task;

/**
 * The patient that a resource is about. A switch, because every resource that is shown is asked,
 * and to evaluate a search parameter each time costs more than to read the resource.
 */
public final class PatientOf {
  private static final String PATIENT = "Patient/";

  /** Elements that name the patient in types that are asked for more rarely. */
  private static final List<String> NAMES =
      List.of("subject", "patient", "individual", "candidate", "target");

  private PatientOf() {}

  /** The logical id of the one patient; empty if it is about none, or about several. */
  public static Optional<String> id(IBaseResource resource) {
    return switch (resource) {
      case Patient patient -> Optional.ofNullable(patient.getIdElement().getIdPart());
      case Appointment appointment -> {
        var patients =
            appointment.getParticipant().stream()
                .flatMap(participant -> patient(participant.getActor()).stream())
                .distinct()
                .toList();
        yield patients.size() == 1 ? Optional.of(patients.getFirst()) : Optional.empty();
      }
      default -> patient(subject(resource));
    };
  }

  private static Optional<String> patient(Reference reference) {
    String text = reference.getReference();
    if (text == null || !text.contains(PATIENT)) {
      return Optional.empty();
    }
    return Optional.ofNullable(reference.getReferenceElement().getIdPart());
  }

  private static Reference subject(IBaseResource resource) {
    return switch (resource) {
      case Observation about -> about.getSubject();
      case Task about -> about.getFor();
      case Communication about -> about.getSubject();
      case CommunicationRequest about -> about.getSubject();
      case Condition about -> about.getSubject();
      case DiagnosticReport about -> about.getSubject();
      case Encounter about -> about.getSubject();
      case MedicationRequest about -> about.getSubject();
      case MedicationDispense about -> about.getSubject();
      case MedicationStatement about -> about.getSubject();
      case MedicationAdministration about -> about.getSubject();
      case CarePlan about -> about.getSubject();
      case CareTeam about -> about.getSubject();
      case Procedure about -> about.getSubject();
      case ServiceRequest about -> about.getSubject();
      case Specimen about -> about.getSubject();
      case Goal about -> about.getSubject();
      case Flag about -> about.getSubject();
      case RequestGroup about -> about.getSubject();
      case RiskAssessment about -> about.getSubject();
      case QuestionnaireResponse about -> about.getSubject();
      case DocumentReference about -> about.getSubject();
      case Invoice about -> about.getSubject();
      default -> patientElement(resource);
    };
  }

  private static Reference patientElement(IBaseResource resource) {
    return switch (resource) {
      case AllergyIntolerance about -> about.getPatient();
      case Immunization about -> about.getPatient();
      case Consent about -> about.getPatient();
      case Coverage about -> about.getBeneficiary();
      case DetectedIssue about -> about.getPatient();
      case RelatedPerson about -> about.getPatient();
      case Claim about -> about.getPatient();
      case ExplanationOfBenefit about -> about.getPatient();
      case Binary file -> file.getSecurityContext();
      case Base other -> named(other);
      default -> new Reference();
    };
  }

  /** None, too, if the type has no such element. */
  private static Stream<Base> children(Base resource, String name) {
    Base[] found = resource.listChildrenByName(name, false);
    return found == null ? Stream.empty() : Arrays.stream(found);
  }

  private static Reference named(Base resource) {
    return NAMES.stream()
        .flatMap(name -> children(resource, name))
        .filter(Reference.class::isInstance)
        .map(Reference.class::cast)
        .filter(reference -> patient(reference).isPresent())
        .findFirst()
        .orElseGet(Reference::new);
  }
}
