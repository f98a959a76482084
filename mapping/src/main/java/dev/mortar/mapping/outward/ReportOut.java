package dev.mortar.mapping.outward;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;

/** DiagnosticReport with its results to ORU^R01. */
final class ReportOut {
  private static final Reversed STATUS = Reversed.of("result-status");
  private static final Reversed SECTION = Reversed.of("diagnostic-service");

  static final OutMap<DiagnosticReport> ORC =
      OutMap.<DiagnosticReport>of("ORC")
          .row(1, "(constant)", one -> "RE")
          .row(2, "DiagnosticReport.identifier(PLAC)", one -> Types.ei(one.getIdentifier(), "PLAC"))
          .row(3, "DiagnosticReport.identifier(FILL)", one -> Types.ei(one.getIdentifier(), "FILL"))
          .row(3, "DiagnosticReport.id", one -> Out.text(one.getIdElement().getIdPart()));

  /** Where order and report are numbered apart, the numbers of the report come last. */
  static final OutMap<DiagnosticReport> OBR =
      OutMap.<DiagnosticReport>of("OBR")
          .row(1, "(constant)", one -> "1")
          .row(
              2,
              "DiagnosticReport.identifier(PLAC)",
              one -> Types.lastEi(one.getIdentifier(), "PLAC"))
          .row(
              3,
              "DiagnosticReport.identifier(FILL)",
              one -> Types.lastEi(one.getIdentifier(), "FILL"))
          .row(3, "DiagnosticReport.id", one -> Out.text(one.getIdElement().getIdPart()))
          .row(4, "DiagnosticReport.code", one -> Types.cwe(one.getCode()))
          .row(7, "DiagnosticReport.effective[x]", ReportOut::start)
          .row(8, "DiagnosticReport.effectivePeriod.end", ReportOut::end)
          .row(22, "DiagnosticReport.issued", one -> Types.dtm(one.getIssuedElement()))
          .row(
              24,
              "DiagnosticReport.category",
              one ->
                  one.hasCategory()
                      ? component(Types.cwe(one.getCategoryFirstRep(), "0074", SECTION))
                      : "")
          .row(
              25,
              "DiagnosticReport.status",
              one -> one.hasStatus() ? STATUS.code(one.getStatus().toCode()) : "");

  private ReportOut() {}

  static Optional<Written> write(Letter letter, DiagnosticReport one, Surroundings around) {
    Optional<Patient> patient = around.find(one.getSubject(), Patient.class);
    if (patient.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder(1000);
    out.append(Headers.msh(letter, "ORU^R01^ORU_R01"));
    out.append(PatientOut.PID.write(patient.get()));
    out.append(ORC.write(one));
    out.append(OBR.write(one));
    List<Observation> results =
        one.getResult().stream()
            .flatMap(reference -> around.find(reference, Observation.class).stream())
            .toList();
    int number = 1;
    for (Observation result : results) {
      out.append(ResultOut.write(number++, result));
    }
    return Optional.of(new Written("ORU^R01", out.toString()));
  }

  /** The field holds a code alone. */
  private static String component(String cwe) {
    int end = cwe.indexOf('^');
    return end < 0 ? cwe : cwe.substring(0, end);
  }

  private static String start(DiagnosticReport one) {
    return switch (one.getEffective()) {
      case BaseDateTimeType time -> Types.dtm(time);
      case Period period -> Types.dtm(period.getStartElement());
      case null, default -> "";
    };
  }

  private static String end(DiagnosticReport one) {
    return one.getEffective() instanceof Period period ? Types.dtm(period.getEndElement()) : "";
  }
}
