package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Reference;

/**
 * ADT_A01 and the structures like it: patients and visits with what stands beside them. A17, A24
 * and A37 have two patients, each with a visit of its own.
 */
final class AdtA01 implements MessageMap {
  private static final Set<String> LINKS = Set.of("A24", "A37");

  @Override
  public void map(Node message, Mapping mapping) {
    List<Node> pids = message.children("PID");
    if (pids.size() > 1) {
      several(message, mapping);
      return;
    }
    Subject subject = Subjects.of(message, mapping);
    if (subject.patient() == null) {
      mapping.missing("PID", "No patient");
      return;
    }
    Results results = new Results(mapping);
    new ClinicalFacts(subject, results, mapping).map(message);
    Affairs affairs = new Affairs(subject, mapping);
    affairs.map(message);
    Order none = Order.none(mapping.namespace() + "|" + mapping.heading().controlId());
    for (Node pid : pids) {
      results.map(pid.children("OBX"), subject, none);
      pid.children("MRG").forEach(mrg -> affairs.priorAccount(mrg.segment()));
    }
  }

  /** Swapped beds or linked patients: each PID with the PV1 that follows it. */
  private static void several(Node message, Mapping mapping) {
    Subject subject = Subject.NOBODY;
    List<Reference> patients = new ArrayList<>();
    for (Node node : message.children()) {
      if (node.is("PID")) {
        subject = Subjects.of(node, message, mapping);
        if (subject.patient() != null) {
          patients.add(subject.patient());
        }
      } else if (node.is("PV1")) {
        subject = subject.at(Subjects.visit(node, subject, mapping));
      }
    }
    if (mapping.transaction().isEmpty()) {
      mapping.missing("PID", "No patient");
    } else if (LINKS.contains(mapping.trigger())) {
      Links.apply(patients, mapping);
    }
  }
}
