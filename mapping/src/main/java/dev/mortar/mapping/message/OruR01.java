package dev.mortar.mapping.message;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Reports;
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
import org.jspecify.annotations.Nullable;

/** ORU_R01 and OUL_R22: for each patient, for each order, a report with its results. */
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
    Node sample = null;
    for (Node node : message.children()) {
      if (several && node.is("PID")) {
        subject = Subjects.of(node, message, mapping);
      } else if (several && node.is("PV1")) {
        subject = subject.at(Subjects.visit(node, subject, mapping));
      } else if (node.is("SPM")) {
        sample = node;
      } else if (node.is("ORC")) {
        order(node, node.child("OBR").orElse(null), sample, subject, results, mapping);
      } else if (node.is("OBR")) {
        order(null, node, sample, subject, results, mapping);
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

  /**
   * @param sample that was before the order, or null if samples follow their order
   */
  private void order(
      @Nullable Node orc,
      @Nullable Node obr,
      @Nullable Node sample,
      Subject subject,
      Results results,
      Mapping mapping) {
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
    List<Segment> people = Participants.beside(orc, obr);
    Reference request = request(orc, obr, people, subject, results, mapping);
    Reference specimen =
        LabOrders.specimen(samples(orc, node, sample), node, subject, key, mapping);
    OrderPeople.ofSample(people, specimen, subject, mapping);
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
    OrderPeople.ofReport(people, report, subject, mapping);
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
      List<Segment> people,
      Subject subject,
      Results results,
      Mapping mapping) {
    if (subject.patient() == null) {
      return null;
    }
    ServiceRequest request = LabOrders.request(orc, obr, people, subject, mapping);
    if (!request.hasIdentifier()) {
      return null;
    }
    String key = results.unique("order\n" + LabOrders.key(request, ""));
    return LabOrders.store(request, subject, key.substring("order\n".length()), mapping);
  }

  private static List<Node> samples(@Nullable Node orc, Node node, @Nullable Node before) {
    List<Node> samples = node.children("SPM");
    if (samples.isEmpty() && orc != null) {
      samples = orc.children("SPM");
    }
    return samples.isEmpty() && before != null ? List.of(before) : samples;
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
