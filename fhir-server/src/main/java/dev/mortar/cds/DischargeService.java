package dev.mortar.cds;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.automation.Foresight;
import dev.mortar.automation.Foresight.Foreseen;
import dev.mortar.worklist.Worklist;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/**
 * {@code POST /cds-services/pe-discharge}, when a patient is about to leave the hospital: offers
 * the follow-up that the rules ask for after such a stay, with the time by which it is due.
 */
final class DischargeService implements HookService {
  private static final Definition DEFINITION =
      new Definition(
          "encounter-discharge",
          "Follow-up after discharge",
          "Offers to order the pharmacy's follow-up that its rules ask for after a hospital stay.",
          "pe-discharge",
          Map.of(
              "patient", "Patient/{{context.patientId}}",
              "encounter", "Encounter/{{context.encounterId}}"));
  private static final String OPEN =
      "patient=Patient/%s&code=%s|%s&status=requested,received,accepted,ready,in-progress,on-hold";

  private final KnownPatients patients;
  private final Prefetch prefetch;
  private final Foresight foresight;
  private final Worklist worklist;
  private final FhirContext fhir;
  private final House house;
  private final Clock clock;

  DischargeService(
      KnownPatients patients,
      Prefetch prefetch,
      Foresight foresight,
      Worklist worklist,
      FhirContext fhir,
      House house,
      Clock clock) {
    this.patients = patients;
    this.prefetch = prefetch;
    this.foresight = foresight;
    this.worklist = worklist;
    this.fhir = fhir;
    this.house = house;
    this.clock = clock;
  }

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(HookRequest request) {
    Encounter encounter = ended(prefetch.encounter(request));
    return patients
        .of(request)
        .map(patient -> answer(patient, request, encounter))
        .orElse(Answer.NOTHING);
  }

  private Answer answer(KnownPatients.Known patient, HookRequest request, Encounter encounter) {
    List<Card> cards =
        foresight.of(encounter).stream()
            .filter(foreseen -> foreseen.within().isPresent())
            .filter(foreseen -> !isOpen(patient, foreseen))
            .map(foreseen -> card(foreseen, request, encounter))
            .toList();
    return new Answer(Optional.of(patient.id()), cards);
  }

  /** As it will be in a moment, which is what the rules look at. */
  private Encounter ended(Encounter encounter) {
    Encounter after = encounter.copy().setStatus(EncounterStatus.FINISHED);
    if (!after.getPeriod().hasEnd()) {
      after.getPeriod().setEnd(Date.from(clock.instant()));
    }
    return after;
  }

  private boolean isOpen(KnownPatients.Known patient, Foreseen foreseen) {
    String query = OPEN.formatted(patient.id(), foreseen.code().system(), foreseen.code().code());
    return !worklist.search(query.replace("|", "%7C"), 1).isEmpty();
  }

  private Card card(Foreseen foreseen, HookRequest request, Encounter encounter) {
    Instant end = encounter.getPeriod().getEnd().toInstant();
    Instant due = end.plus(foreseen.within().orElseThrow());
    String day = due.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    long days = foreseen.within().orElseThrow().toDays();
    String what = foreseen.code().display() + " within " + days + " days";
    return Card.offering(
        CardTexts.summary(what + ": " + foreseen.title()),
        "**"
            + CardTexts.markdown(foreseen.title())
            + "**\n\nThe pharmacy's rule asks for it until "
            + day
            + ". There is no open one yet.",
        house.source(foreseen.code()),
        new Card.Suggestion(
            "Order it, due " + day,
            UUID.randomUUID(),
            List.of(
                new Card.Action(
                    "create",
                    what + ", due " + day,
                    fhir.newJsonParser()
                        .encodeResourceToString(task(foreseen, request, encounter, due))))),
        house.link());
  }

  /** For the EHR's FHIR, so the references are its own. */
  private Task task(Foreseen foreseen, HookRequest request, Encounter encounter, Instant due) {
    var task = new Task();
    task.setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.ORDER);
    task.setPriority(foreseen.priority().orElse(TaskPriority.ROUTINE));
    task.setInstantiatesCanonical(foreseen.rule());
    task.setCode(foreseen.code().concept()).setDescription(foreseen.title());
    task.setFor(new Reference("Patient/" + request.patientId()));
    task.setEncounter(new Reference("Encounter/" + encounter.getIdElement().getIdPart()));
    task.setAuthoredOn(Date.from(clock.instant()));
    task.getRestriction().getPeriod().setEnd(Date.from(due));
    return task;
  }
}
