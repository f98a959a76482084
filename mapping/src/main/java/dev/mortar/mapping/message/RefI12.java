package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Orders;
import dev.mortar.mapping.segment.Referrals;
import dev.mortar.mapping.text.Segment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** REF_I12 to I15: a patient is sent to somebody, for reasons. */
final class RefI12 implements MessageMap {
  @Override
  public void map(Node message, Mapping mapping) {
    Subject subject = Subjects.of(message, mapping);
    Node rf1 = message.child("RF1").orElse(null);
    if (subject.patient() == null || rf1 == null) {
      mapping.missing(rf1 == null ? "RF1" : "PID", "No patient or no referral");
      return;
    }
    Results results = new Results(mapping);
    ClinicalFacts facts = new ClinicalFacts(subject, results, mapping);
    Affairs affairs = new Affairs(subject, mapping);
    affairs.relatives(message);
    affairs.insurances(message);
    ServiceRequest request = new ServiceRequest();
    Referrals.RF1.apply(rf1.segment(), request, mapping);
    rf1.children("NTE").forEach(nte -> Orders.NTE.apply(nte.segment(), request, mapping));
    facts.map(message).forEach(request::addReasonReference);
    message.children("PRD").forEach(prd -> provider(prd.segment(), request, mapping));
    if (!request.hasCode()) {
      request.setCode(new CodeableConcept().setText("referral"));
    }
    if (mapping.trigger().equals("I14")) {
      request.setStatus(ServiceRequest.ServiceRequestStatus.REVOKED);
    }
    String key = key(request, mapping);
    Services services = new Services(subject, results, facts, mapping);
    for (Node node : message.children()) {
      if (OrderGroup.isOne(node)) {
        services.map(OrderGroup.of(node), null);
      }
    }
    Order order = Order.none(key);
    for (Node pid : message.children("PID")) {
      results.map(pid.children("OBX"), subject, order).forEach(request::addSupportingInfo);
    }
    LabOrders.store(request, subject, key, mapping);
  }

  private static void provider(Segment prd, ServiceRequest request, Mapping mapping) {
    Practitioner practitioner = new Practitioner();
    Referrals.PRD.apply(prd, practitioner, mapping);
    Reference person = reference(practitioner, mapping);
    if (person == null) {
      return;
    }
    for (int i = 1; i <= prd.field(1).repetitions(); i++) {
      switch (prd.field(1).repetition(i).component(1).peek()) {
        case "RP" -> request.setRequester(person);
        case "RT", "CP" -> request.addPerformer(person);
        default -> {}
      }
    }
  }

  private static @Nullable Reference reference(Practitioner practitioner, Mapping mapping) {
    HumanName name = practitioner.getNameFirstRep();
    String words = name.getNameAsSingleString();
    if (practitioner.hasIdentifier()) {
      return mapping
          .transaction()
          .byIdentifier(practitioner, practitioner.getIdentifierFirstRep())
          .setDisplay(words);
    }
    return words.isEmpty() ? null : new Reference().setDisplay(words);
  }

  private static String key(ServiceRequest request, Mapping mapping) {
    if (request.hasIdentifier()) {
      Identifier number = request.getIdentifierFirstRep();
      return "RF1\n" + number.getSystem() + "|" + number.getValue();
    }
    mapping.missing("RF1-6", "No referral number; known by this message only");
    return "RF1\n" + mapping.namespace() + "|" + mapping.heading().controlId();
  }
}
