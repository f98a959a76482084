package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.datatype.Timings;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/** ORC and OBR to ServiceRequest. */
public final class Orders {
  private static final CodeTable ORDER_STATUS = CodeTable.named("order-status");
  private static final CodeTable CONTROL = CodeTable.named("order-control-status");
  private static final CodeTable PRIORITY = CodeTable.named("priority");

  public static final SegmentMap<ServiceRequest> ORC =
      SegmentMap.<ServiceRequest>of("ORC[ServiceRequest]", "ServiceRequest")
          .one(1, "status", orc -> !orc.field(5).isValued(), Codes.code(CONTROL), Orders::status)
          .one(2, "identifier[1]", Identifiers.ei("placer", "PLAC"), ServiceRequest::addIdentifier)
          .one(3, "identifier[2]", Identifiers.ei("filler", "FILL"), ServiceRequest::addIdentifier)
          .one(
              4,
              "requisition[1].value",
              Identifiers.ei("group", ""),
              ServiceRequest::setRequisition)
          .one(5, "status", Codes.code(ORDER_STATUS), Orders::status)
          .one(
              9,
              "authoredOn",
              orc -> orc.field(1).peek().equals("NW"),
              Times::dateTime,
              ServiceRequest::setAuthoredOnElement)
          .step(12, "requester(Practitioner)", Orders::orderer)
          .ours("A PractitionerRole without an organisation says no more than the Practitioner");

  public static final SegmentMap<ServiceRequest> OBR =
      SegmentMap.<ServiceRequest>of("OBR[ServiceRequest]", "ServiceRequest")
          .one(2, "identifier[1]", Identifiers.ei("placer", "PLAC"), Orders::once)
          .one(3, "identifier[2]", Identifiers.ei("filler", "FILL"), Orders::once)
          .one(4, "code", Codes::cwe, ServiceRequest::setCode)
          .one(
              5,
              "priority",
              Codes.code(PRIORITY),
              (order, code) -> order.setPriority(ServiceRequestPriority.fromCode(code)))
          .one(6, "occurrenceDateTime", Times::dateTime, ServiceRequest::setOccurrence)
          .step(16, "requester(Practitioner)", Orders::requester)
          .each(31, "reasonCode", Codes::cwe, ServiceRequest::addReasonCode)
          .one(46, "orderDetail[1]", Codes::cwe, ServiceRequest::addOrderDetail)
          .one(47, "orderDetail[2]", Codes::cwe, ServiceRequest::addOrderDetail);

  public static final SegmentMap<ServiceRequest> NTE =
      SegmentMap.<ServiceRequest>of("NTE[ServiceRequest]", "ServiceRequest")
          .each(
              3,
              "note.text",
              Primitives::literal,
              (order, text) -> order.addNote(new Annotation().setText(text)));

  public static final SegmentMap<ServiceRequest> TQ1 =
      SegmentMap.<ServiceRequest>of("TQ1[ServiceRequest]", "ServiceRequest")
          .step(3, "occurrenceTiming", Orders::pattern)
          .one(
              7,
              "occurrenceTiming.repeat.boundsPeriod.start",
              Times::dateTime,
              (order, time) -> {
                if (!order.hasOccurrence()) {
                  order.setOccurrence(time);
                }
              })
          .one(
              9,
              "priority",
              tq1 -> PRIORITY.find(tq1.field(9).component(1).peek()).isPresent(),
              Codes.code(PRIORITY),
              (order, code) -> order.setPriority(ServiceRequestPriority.fromCode(code)))
          .one(
              11,
              "note(Annotation.text)",
              Primitives::literal,
              (order, text) -> order.addNote(new Annotation().setText(text)));

  private Orders() {}

  private static boolean pattern(Segment tq1, ServiceRequest order, Mapping mapping) {
    Dosage said = new Dosage();
    if (order.hasOccurrence() || !Timings.pattern(tq1.field(3).component(1), said, mapping)) {
      return false;
    }
    if (tq1.field(7).isValued()) {
      Timings.bounds(Times.dateTime(tq1.field(7), mapping), null, said.getTiming());
    }
    order.setOccurrence(said.getTiming());
    return true;
  }

  private static void status(ServiceRequest order, String code) {
    order.setStatus(ServiceRequestStatus.fromCode(code));
  }

  /** PRT says more of the same person. */
  private static boolean orderer(Segment orc, ServiceRequest order, Mapping mapping) {
    Value field = orc.field(12);
    if (SegmentMap.isDeleted(field, "", order, mapping) || !field.isValued()) {
      return false;
    }
    return !order.hasRequester() && requester(field, order, mapping);
  }

  /** ORC-12 is the same person in the order itself. */
  private static boolean requester(Segment obr, ServiceRequest order, Mapping mapping) {
    return !order.hasRequester()
        && obr.field(16).isValued()
        && requester(obr.field(16), order, mapping);
  }

  private static boolean requester(Value field, ServiceRequest order, Mapping mapping) {
    order.setRequester(References.practitioner(field.repetition(1), mapping));
    return order.hasRequester();
  }

  /** ORC-2 and OBR-2 should be one number, and so should ORC-3 and OBR-3. */
  private static void once(ServiceRequest order, Identifier identifier) {
    boolean known = order.getIdentifier().stream().anyMatch(other -> other.equalsDeep(identifier));
    if (!known) {
      order.addIdentifier(identifier);
    }
  }
}
