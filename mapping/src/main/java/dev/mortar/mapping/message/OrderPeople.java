package dev.mortar.mapping.message;

import static dev.mortar.mapping.message.Participants.at;
import static dev.mortar.mapping.message.Participants.beside;
import static dev.mortar.mapping.message.Participants.into;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.message.Participants.Actor;
import dev.mortar.mapping.message.Participants.Place;
import dev.mortar.mapping.segment.Devices;
import dev.mortar.mapping.segment.Participations;
import dev.mortar.mapping.text.Segment;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Specimen;
import org.jspecify.annotations.Nullable;

/** PRT behind ORC, OBR, OBX and what was dispensed or given. */
final class OrderPeople {
  private static final String FUNCTION =
      "http://hl7.org/fhir/StructureDefinition/event-performerFunction";

  private OrderPeople() {}

  /** Older fields name who ordered only if no participation does. */
  static void ofRequest(
      List<Segment> prts, ServiceRequest request, Subject subject, Mapping mapping) {
    if (!prts.isEmpty()) {
      Place place =
          new Place(
              request,
              "",
              Participations.REQUESTER,
              (prt, actor) -> request.setRequester(actor.reference()));
      into(place, at("requester", prts, mapping), subject, mapping);
    }
  }

  /** An order whose requester was deleted has none, unless an older field names one. */
  static void complete(List<Segment> prts, Resource request, Mapping mapping) {
    boolean over =
        !prts.isEmpty() && at("requester", prts, mapping).stream().anyMatch(Participants::isOver);
    if (over && request.listChildrenByName("requester").isEmpty()) {
      Entries.markDeleted(request, "requester");
    }
  }

  static void ofReport(
      List<Segment> prts, DiagnosticReport report, Subject subject, Mapping mapping) {
    if (prts.isEmpty()) {
      return;
    }
    Place performers =
        new Place(
            report,
            "performer",
            Participations.PERFORMER,
            (prt, actor) -> perform(report.getPerformer(), actor));
    Place interpreters =
        new Place(
            report,
            "resultsInterpreter",
            Participations.INTERPRETER,
            (prt, actor) -> Participants.join(report.getResultsInterpreter(), actor));
    into(performers, at("performer", prts, mapping), subject, mapping);
    into(interpreters, at("interpreter", prts, mapping), subject, mapping);
  }

  /** Who took the sample, if the message has one. */
  static void ofSample(
      List<Segment> prts, @Nullable Reference sample, Subject subject, Mapping mapping) {
    if (!prts.isEmpty() && sample != null) {
      Specimen specimen = (Specimen) mapping.transaction().resource(sample);
      Place place =
          new Place(
              specimen,
              "",
              Participations.COLLECTOR,
              (prt, actor) -> specimen.getCollection().setCollector(actor.reference()));
      into(place, at("collector", prts, mapping), subject, mapping);
    }
  }

  /** Who made a result, with which device and where. */
  static void ofResult(Node obx, Observation observation, Subject subject, Mapping mapping) {
    List<Segment> prts = beside(obx);
    if (prts.isEmpty()) {
      return;
    }
    Place place =
        new Place(
            observation,
            "performer",
            Participations.OBSERVER,
            (prt, actor) -> perform(observation.getPerformer(), actor));
    into(place, prts, subject, mapping);
    boolean measured = false;
    for (Segment prt : prts) {
      if (Participants.isOver(prt)) {
        continue;
      }
      Observation there = new Observation();
      Devices.LOCATION.apply(prt, there, mapping);
      there.getExtension().forEach(observation::addExtension);
      if (!measured && Devices.isOne(prt)) {
        observation.setDevice(device(prt, mapping));
        measured = true;
      }
    }
  }

  static void ofVaccination(
      List<Segment> prts, Immunization immunization, Subject subject, Mapping mapping) {
    if (!prts.isEmpty()) {
      Place place =
          new Place(
              immunization,
              "performer",
              Participations.VACCINATOR,
              (prt, actor) -> vaccinate(actor, immunization));
      into(place, prts, subject, mapping);
    }
  }

  static void ofPrescription(
      List<Segment> prts, MedicationRequest request, Subject subject, Mapping mapping) {
    if (!prts.isEmpty()) {
      Place place =
          new Place(
              request,
              "",
              Participations.PRESCRIBER,
              (prt, actor) -> request.setRequester(actor.reference()));
      into(place, at("requester", prts, mapping), subject, mapping);
    }
  }

  /** Whoever stands beside the dispense, and beside the order who dispensed. */
  static void ofDispense(
      @Nullable Node orc, Node rxd, MedicationDispense dispense, Subject subject, Mapping mapping) {
    List<Segment> prts = both("dispenser", orc, rxd, mapping);
    if (!prts.isEmpty()) {
      Place place =
          new Place(
              dispense,
              "performer",
              Participations.DISPENSER,
              (prt, actor) -> dispense(actor, dispense));
      into(place, prts, subject, mapping);
    }
  }

  static void ofAdministration(
      @Nullable Node orc,
      Node rxa,
      MedicationAdministration administration,
      Subject subject,
      Mapping mapping) {
    List<Segment> prts = both("administrator", orc, rxa, mapping);
    if (!prts.isEmpty()) {
      Place place =
          new Place(
              administration,
              "performer",
              Participations.ADMINISTRATOR,
              (prt, actor) -> administer(actor, administration));
      into(place, prts, subject, mapping);
    }
  }

  private static List<Segment> both(
      String place, @Nullable Node orc, Node detail, Mapping mapping) {
    List<Segment> ordered = beside(orc);
    List<Segment> done = beside(detail);
    if (ordered.isEmpty()) {
      return done;
    }
    List<Segment> prts = new ArrayList<>(at(place, ordered, mapping));
    prts.addAll(done);
    return prts;
  }

  private static void perform(List<Reference> people, Actor actor) {
    CodeableConcept function = actor.function();
    if (function != null) {
      actor.reference().addExtension(FUNCTION, function);
    }
    Participants.join(people, actor);
  }

  private static void vaccinate(Actor actor, Immunization immunization) {
    immunization.getPerformer().removeIf(other -> actor.is(other.getActor(), other.getFunction()));
    immunization.addPerformer().setFunction(actor.function()).setActor(actor.reference());
  }

  private static void dispense(Actor actor, MedicationDispense dispense) {
    dispense.getPerformer().removeIf(other -> actor.is(other.getActor(), other.getFunction()));
    dispense.addPerformer().setFunction(actor.function()).setActor(actor.reference());
  }

  private static void administer(Actor actor, MedicationAdministration administration) {
    administration
        .getPerformer()
        .removeIf(other -> actor.is(other.getActor(), other.getFunction()));
    administration.addPerformer().setFunction(actor.function()).setActor(actor.reference());
  }

  /** A device without a serial number is a kind of device, as its sender knows it. */
  private static Reference device(Segment prt, Mapping mapping) {
    Device device = new Device();
    Devices.PRT.apply(prt, device, mapping);
    if (device.hasIdentifier()) {
      return mapping.transaction().byIdentifier(device, device.getIdentifierFirstRep());
    }
    Device.DeviceUdiCarrierComponent carrier = device.getUdiCarrierFirstRep();
    if (carrier.hasCarrierHRF()) {
      return mapping.transaction().byKeys(device, "udi", carrier.getCarrierHRF());
    }
    String number = carrier.getDeviceIdentifier();
    return device.hasSerialNumber()
        ? mapping.transaction().byKeys(device, "udi", number, device.getSerialNumber())
        : mapping
            .transaction()
            .byKeys(device, "udi", number, mapping.namespace(), prt.field(19).peek());
  }
}
