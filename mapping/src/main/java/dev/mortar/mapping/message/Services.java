package dev.mortar.mapping.message;

import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Orders;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** Orders of services: ORC, OBR, TQ1 with diagnoses, questions at order entry and samples. */
final class Services {
  private final Subject subject;
  private final Results results;
  private final ClinicalFacts facts;
  private final Mapping mapping;

  Services(Subject subject, Results results, ClinicalFacts facts, Mapping mapping) {
    this.subject = subject;
    this.results = results;
    this.facts = facts;
    this.mapping = mapping;
  }

  /**
   * @param reason why, such as the problem before the order, or null
   */
  void map(OrderGroup group, @Nullable Reference reason) {
    Node obr = group.detail("OBR").orElse(null);
    List<Segment> people = Participants.beside(group.orc(), obr);
    ServiceRequest request = LabOrders.request(group.orc(), obr, people, subject, mapping);
    group.parts("TQ1").stream()
        .limit(1)
        .forEach(tq1 -> Orders.TQ1.apply(tq1.segment(), request, mapping));
    Segment first = group.first();
    if (!request.hasCode()) {
      mapping.warn(
          Code.REQUIRED_MISSING, Paths.of(first), "The order does not say what is ordered");
      request.setCode(new CodeableConcept().setText("unknown"));
    }
    String fallback =
        mapping.namespace() + "|" + mapping.heading().controlId() + "|" + Paths.of(first);
    if (!request.hasIdentifier()) {
      mapping.warn(
          Code.REQUIRED_MISSING,
          Paths.of(first),
          "No order number; what follows on this order cannot be recognised");
    }
    String key = results.unique(LabOrders.key(request, fallback));
    if (reason != null) {
      request.addReasonReference(reason);
    }
    facts.conditions(group.parts("DG1")).forEach(request::addReasonReference);
    List<Node> samples = group.parts("SPM");
    if (obr != null) {
      Reference specimen = LabOrders.specimen(samples, obr, subject, key, mapping);
      if (specimen != null) {
        request.addSpecimen(specimen);
        OrderPeople.ofSample(people, specimen, subject, mapping);
      }
    }
    List<Reference> answers = results.map(group.parts("OBX"), subject, Order.none(key));
    answers.forEach(request::addSupportingInfo);
    LabOrders.store(request, subject, key, mapping);
  }
}
