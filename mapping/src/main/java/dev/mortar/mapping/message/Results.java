package dev.mortar.mapping.message;

import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Observations;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;

/**
 * OBX with its notes to Observations. The id is a function of patient, order, code, sub-id and
 * occurrence, so that a correction meets the result that it corrects. The patient is part of it
 * because a result must never move from one patient to another by a number that was used twice.
 */
final class Results {
  private final Mapping mapping;
  private final Map<String, Integer> occurrences = new HashMap<>();

  Results(Mapping mapping) {
    this.mapping = mapping;
  }

  /** References to the observations of one order, in order. */
  List<Reference> map(List<Node> obxs, Subject subject, Order order) {
    List<Reference> references = new ArrayList<>(obxs.size());
    for (Node obx : obxs) {
      references.add(map(obx, subject, order));
    }
    return references;
  }

  private Reference map(Node node, Subject subject, Order order) {
    Segment obx = node.segment();
    Observation observation = new Observation();
    Observations.OBX.apply(obx, observation, mapping);
    for (Node note : node.children("NTE")) {
      Observations.NTE.apply(note.segment(), observation, mapping);
    }
    OrderPeople.ofResult(node, observation, subject, mapping);
    complete(observation, obx, order);
    observation.setSubject(subject.patient());
    observation.setEncounter(subject.encounter());
    order.complete(observation);
    Value code = obx.field(3);
    String key =
        order.number()
            + '\n'
            + code.component(1).peek()
            + '\n'
            + code.component(2).peek()
            + '\n'
            + code.component(3).peek()
            + '\n'
            + obx.field(4).peek();
    return mapping.transaction().byKeys(observation, subject.key(), unique(key));
  }

  /** The key, with the occurrence if it comes again in this message. */
  String unique(String key) {
    int occurrence = occurrences.merge(key, 1, Integer::sum);
    return occurrence == 1 ? key : key + '\n' + occurrence;
  }

  /** What FHIR requires and the sender left out. */
  private void complete(Observation observation, Segment obx, Order order) {
    String path = "OBX[" + obx.occurrence() + "]";
    if (!observation.hasCode()) {
      mapping.missing(path + "-3", "No observation identifier");
      observation.setCode(new CodeableConcept().setText("unknown"));
    }
    if (!observation.hasStatus()) {
      observation.setStatus(order.observationStatus());
      if (!obx.field(11).isValued()) {
        mapping.warn(
            Code.REQUIRED_MISSING, path + "-11", "No result status; taken from the report");
      }
    }
    boolean notAsked = obx.field(11).is("N");
    boolean unobtainable = observation.getStatus() == ObservationStatus.CANCELLED;
    if (!observation.hasValue() && (notAsked || unobtainable)) {
      observation.setDataAbsentReason(
          new CodeableConcept(
              new Coding()
                  .setSystem("http://terminology.hl7.org/CodeSystem/data-absent-reason")
                  .setCode(notAsked ? "not-asked" : "unknown")));
    }
  }
}
