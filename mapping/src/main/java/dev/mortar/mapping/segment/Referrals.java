package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Addresses;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Names;
import dev.mortar.mapping.datatype.Telecoms;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/** RF1 to ServiceRequest, PRD to Practitioner. */
public final class Referrals {
  private static final String NONE = "The guide has no map of referrals";
  private static final CodeTable STATUS = CodeTable.named("referral-status");
  private static final CodeTable PRIORITY = CodeTable.named("priority");

  public static final SegmentMap<ServiceRequest> RF1 =
      SegmentMap.<ServiceRequest>of("RF1[ServiceRequest]", "ServiceRequest")
          .one(
              1,
              "status",
              Codes.code(STATUS),
              (request, code) -> request.setStatus(ServiceRequestStatus.fromCode(code)))
          .ours(NONE)
          .one(
              2,
              "priority",
              rf1 -> PRIORITY.find(rf1.field(2).component(1).peek()).isPresent(),
              Codes.code(PRIORITY),
              (request, code) -> request.setPriority(ServiceRequestPriority.fromCode(code)))
          .ours(NONE)
          .one(3, "code", Codes.table("0281"), ServiceRequest::setCode)
          .ours(NONE)
          .each(4, "orderDetail", Codes.table("0282"), ServiceRequest::addOrderDetail)
          .ours(NONE)
          .one(5, "category", Codes.table("0284"), ServiceRequest::addCategory)
          .ours(NONE)
          .one(6, "identifier", Identifiers.ei("referral", ""), ServiceRequest::addIdentifier)
          .ours(NONE)
          .one(7, "occurrencePeriod.start", Times::dateTime, Referrals::start)
          .ours(NONE)
          .one(8, "occurrencePeriod.end", Times::dateTime, Referrals::end)
          .ours(NONE)
          .one(9, "authoredOn", Times::dateTime, ServiceRequest::setAuthoredOnElement)
          .ours(NONE)
          .each(10, "reasonCode", Codes.table("0336"), ServiceRequest::addReasonCode)
          .ours(NONE)
          .one(11, "identifier", Identifiers.ei("referral", ""), ServiceRequest::addIdentifier)
          .ours(NONE);

  public static final SegmentMap<Practitioner> PRD =
      SegmentMap.<Practitioner>of("PRD[Practitioner]", "Practitioner")
          .each(2, "name", Names::xpn, Practitioner::addName)
          .ours(NONE)
          .each(3, "address", Addresses::xad, Practitioner::addAddress)
          .ours(NONE)
          .each(5, "telecom", Telecoms::xtn, Practitioner::addTelecom)
          .ours(NONE)
          .each(7, "identifier", Identifiers::pln, Practitioner::addIdentifier)
          .ours(NONE);

  private Referrals() {}

  private static void start(ServiceRequest request, DateTimeType time) {
    period(request).setStartElement(time);
  }

  private static void end(ServiceRequest request, DateTimeType time) {
    period(request).setEndElement(time);
  }

  private static Period period(ServiceRequest request) {
    if (!(request.getOccurrence() instanceof Period)) {
      request.setOccurrence(new Period());
    }
    return request.getOccurrencePeriod();
  }
}
