package dev.mortar.mapping.message;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Orders;
import dev.mortar.mapping.segment.Reports;
import dev.mortar.mapping.segment.Specimens;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Specimen;
import org.jspecify.annotations.Nullable;

/** ORU_R01: for each patient, for each order, a report with its results. */
final class OruR01 implements MessageMap {
  /** Sections of table 0074 that are laboratories. */
  private static final Set<String> LABORATORY =
      Set.of(
          "BG", "BLB", "CG", "CH", "CP", "GE", "HM", "IMM", "LAB", "MB", "MCB", "MYC", "OSL", "SP",
          "SR", "TX", "VR");

  @Override
  public void map(Node message, Mapping mapping) {
    Results results = new Results(mapping);
    boolean several = message.children("PID").size() > 1;
    Subject subject = several ? Subject.NOBODY : Subjects.of(message, mapping);
    for (Node node : message.children()) {
      if (several && node.is("PID")) {
        subject = Subjects.of(node, message, mapping);
      } else if (several && node.is("PV1")) {
        subject = subject.at(Subjects.visit(node, subject, mapping));
      } else if (node.is("ORC")) {
        order(node, node.child("OBR").orElse(null), subject, results, mapping);
      } else if (node.is("OBR")) {
        order(null, node, subject, results, mapping);
      }
    }
    for (Node pid : message.children("PID")) {
      results.map(pid.children("OBX"), subject, loose(mapping));
    }
    results.map(message.children("OBX"), subject, loose(mapping));
    if (subject.patient() == null) {
      mapping.missing("PID", "No patient");
    }
  }

  private static Order loose(Mapping mapping) {
    return Order.none(mapping.namespace() + "|" + mapping.heading().controlId());
  }

  private void order(
      @Nullable Node orc, @Nullable Node obr, Subject subject, Results results, Mapping mapping) {
    DiagnosticReport report = new DiagnosticReport();
    if (orc != null) {
      Reports.ORC.apply(orc.segment(), report, mapping);
    }
    if (obr != null) {
      Reports.OBR.apply(obr.segment(), report, mapping);
    }
    Node node = obr == null ? orc : obr;
    if (node == null) {
      return;
    }
    String service = report.getCode().getCodingFirstRep().getCode();
    String number = key(report.getIdentifier(), node.segment(), mapping);
    String key = results.unique(number + (service == null ? "" : "|" + service));
    Reference request = request(orc, obr, report, subject, key, mapping);
    Reference specimen = specimen(orc, node, subject, key, mapping);
    boolean laboratory = isLaboratory(node.segment(), specimen);
    Order order =
        new Order(number, key, report, request, specimen, laboratory ? laboratory() : null);
    status(report);
    List<Node> obxs = orc != null && obr != null ? merged(orc, obr) : node.children("OBX");
    report.setResult(results.map(obxs, subject, order));
    if (obr == null && report.getResult().isEmpty()) {
      mapping.missing(Paths.of(node.segment()), "An order without observations");
      mapping.message().drop(node.segment());
      return;
    }
    finish(report, node.segment(), subject, order, mapping);
  }

  private static List<Node> merged(Node orc, Node obr) {
    List<Node> all = orc.children("OBX");
    all.addAll(obr.children("OBX"));
    return all;
  }

  /** The filler's number, else the placer's, else the place in this message. */
  private static String key(List<Identifier> identifiers, Segment segment, Mapping mapping) {
    Identifier best = null;
    for (Identifier identifier : identifiers) {
      boolean filler = "FILL".equals(identifier.getType().getCodingFirstRep().getCode());
      best = best == null || filler ? identifier : best;
    }
    if (best != null) {
      return best.getSystem() + "|" + best.getValue();
    }
    mapping.warn(
        Code.REQUIRED_MISSING,
        "OBR[" + segment.occurrence() + "]-3",
        "No order number; a correction of these results cannot be recognised");
    return mapping.namespace()
        + "|"
        + mapping.heading().controlId()
        + "|"
        + segment.name()
        + segment.occurrence();
  }

  private static @Nullable Reference request(
      @Nullable Node orc,
      @Nullable Node obr,
      DiagnosticReport report,
      Subject subject,
      String key,
      Mapping mapping) {
    if (!report.hasIdentifier() || subject.patient() == null) {
      return null;
    }
    ServiceRequest request = new ServiceRequest();
    if (orc != null) {
      Orders.ORC.apply(orc.segment(), request, mapping);
      orc.children("NTE").forEach(nte -> Orders.NTE.apply(nte.segment(), request, mapping));
    }
    if (obr != null) {
      Orders.OBR.apply(obr.segment(), request, mapping);
      obr.children("NTE").forEach(nte -> Orders.NTE.apply(nte.segment(), request, mapping));
    }
    if (!request.hasStatus()) {
      request.setStatus(ServiceRequestStatus.UNKNOWN);
      Entries.markInitial(request, "status");
    }
    request.setIntent(ServiceRequestIntent.ORDER);
    Entries.markInitial(request, "intent");
    request.setSubject(subject.patient()).setEncounter(subject.encounter());
    return mapping.transaction().byKeys(request, subject.key(), key);
  }

  private static @Nullable Reference specimen(
      @Nullable Node orc, Node node, Subject subject, String key, Mapping mapping) {
    Node spm = node.child("SPM").orElse(orc == null ? null : orc.child("SPM").orElse(null));
    Specimen specimen = new Specimen();
    if (spm != null) {
      Specimens.SPM.apply(spm.segment(), specimen, mapping);
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

  private static boolean isLaboratory(Segment segment, @Nullable Reference specimen) {
    String section = segment.name().equals("OBR") ? segment.field(24).peek() : "";
    return LABORATORY.contains(section) || section.isEmpty() && specimen != null;
  }

  private static CodeableConcept laboratory() {
    return new CodeableConcept(
        new Coding(
            "http://terminology.hl7.org/CodeSystem/observation-category",
            "laboratory",
            "Laboratory"));
  }

  private static void status(DiagnosticReport report) {
    if (!report.hasStatus()) {
      report.setStatus(DiagnosticReportStatus.UNKNOWN);
      Entries.markInitial(report, "status");
    }
  }

  private static void finish(
      DiagnosticReport report, Segment segment, Subject subject, Order order, Mapping mapping) {
    if (!report.hasCode()) {
      mapping.missing(segment.name() + "[" + segment.occurrence() + "]-4", "No service identifier");
      report.setCode(new CodeableConcept().setText("unknown"));
    }
    report.setSubject(subject.patient()).setEncounter(subject.encounter());
    if (order.request() != null) {
      report.addBasedOn(order.request());
    }
    if (order.specimen() != null) {
      report.addSpecimen(order.specimen());
    }
    mapping.transaction().byKeys(report, subject.key(), order.service());
  }
}
