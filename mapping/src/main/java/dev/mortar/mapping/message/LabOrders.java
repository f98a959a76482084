package dev.mortar.mapping.message;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Orders;
import dev.mortar.mapping.segment.Specimens;
import dev.mortar.mapping.text.Segment;
import java.util.List;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Specimen;
import org.jspecify.annotations.Nullable;

/** ORC and OBR to ServiceRequest, with its sample: the same in an order as in its results. */
final class LabOrders {
  private LabOrders() {}

  /** What ORC and OBR say of the order; without subject and status if they do not tell it. */
  static ServiceRequest request(
      @Nullable Node orc,
      @Nullable Node obr,
      List<Segment> people,
      Subject subject,
      Mapping mapping) {
    ServiceRequest request = new ServiceRequest();
    OrderPeople.ofRequest(people, request, subject, mapping);
    if (orc != null) {
      Orders.ORC.apply(orc.segment(), request, mapping);
      orc.children("NTE").forEach(nte -> Orders.NTE.apply(nte.segment(), request, mapping));
    }
    if (obr != null) {
      Orders.OBR.apply(obr.segment(), request, mapping);
      obr.children("NTE").forEach(nte -> Orders.NTE.apply(nte.segment(), request, mapping));
    }
    OrderPeople.complete(people, request, mapping);
    return request;
  }

  static Reference store(ServiceRequest request, Subject subject, String key, Mapping mapping) {
    if (!request.hasStatus()) {
      request.setStatus(ServiceRequestStatus.UNKNOWN);
      Entries.markInitial(request, "status");
    }
    if (!request.hasIntent()) {
      request.setIntent(ServiceRequestIntent.ORDER);
      Entries.markInitial(request, "intent");
    }
    request.setSubject(subject.patient()).setEncounter(subject.encounter());
    return mapping.transaction().byKeys(request, subject.key(), key);
  }

  /**
   * The placer's number, which the order and its results both know, else the filler's; with the
   * service, because one number may order several.
   */
  static String key(ServiceRequest request, String fallback) {
    Identifier best = null;
    for (Identifier identifier : request.getIdentifier()) {
      boolean placer = "PLAC".equals(identifier.getType().getCodingFirstRep().getCode());
      best = best == null || placer ? identifier : best;
    }
    String service = request.getCode().getCodingFirstRep().getCode();
    String number = best == null ? fallback : best.getSystem() + "|" + best.getValue();
    return service == null ? number : number + "|" + service;
  }

  static @Nullable Reference specimen(
      List<Node> samples, Node node, Subject subject, String key, Mapping mapping) {
    Specimen specimen = new Specimen();
    if (!samples.isEmpty()) {
      Specimens.SPM.apply(samples.getFirst().segment(), specimen, mapping);
    } else if (node.is("OBR") && node.segment().field(15).isValued()) {
      Specimens.OBR.apply(node.segment(), specimen, mapping);
    }
    if (specimen.isEmpty()) {
      return null;
    }
    specimen.setSubject(subject.patient());
    if (specimen.hasIdentifier()) {
      Identifier own = specimen.getIdentifier().getLast();
      return mapping.transaction().byKeys(specimen, subject.key(), own.getSystem(), own.getValue());
    }
    return mapping.transaction().byKeys(specimen, subject.key(), key);
  }
}
