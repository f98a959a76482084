package dev.mortar.mapping.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All maps, for the page that lists their rows. */
public final class SegmentMaps {
  private SegmentMaps() {}

  public static List<SegmentMap<?>> all() {
    List<SegmentMap<?>> all = new ArrayList<>();
    all.addAll(people());
    all.addAll(clinical());
    all.addAll(medicines());
    all.addAll(others());
    return List.copyOf(all);
  }

  private static List<SegmentMap<?>> people() {
    List<SegmentMap<?>> maps =
        new ArrayList<>(
            List.of(
                Origins.MSH,
                Origins.EVN,
                Patients.PID,
                Patients.PD1,
                Patients.NK1,
                Relatives.NK1,
                Relatives.GT1,
                Merges.MRG,
                Accounts.PID,
                Accounts.MRG,
                Encounters.PV1,
                Encounters.PV2,
                Roles.GENERAL_PRACTITIONER,
                Roles.INDIVIDUAL,
                Roles.PARTICIPANT,
                Roles.MEMBER,
                Roles.TEAM,
                Roles.PERFORMER,
                Coverages.IN1,
                Coverages.PAYOR,
                Coverages.INSURED));
    Participations.maps().forEach(maps::add);
    maps.add(Devices.PRT);
    maps.add(Devices.LOCATION);
    return maps;
  }

  private static List<SegmentMap<?>> clinical() {
    return List.of(
        Clinical.DG1,
        Clinical.DIAGNOSIS,
        Clinical.AL1,
        Clinical.IAM,
        Procedures.PR1,
        Problems.PRB,
        Problems.GOL,
        Problems.NTE,
        Orders.ORC,
        Orders.OBR,
        Orders.TQ1,
        Orders.NTE,
        Reports.ORC,
        Reports.OBR,
        Specimens.SPM,
        Specimens.OBR,
        Observations.OBX,
        Observations.NTE);
  }

  private static List<SegmentMap<?>> medicines() {
    List<SegmentMap<?>> maps =
        new ArrayList<>(
            List.of(
                Prescriptions.ORC,
                Prescriptions.RXO,
                Prescriptions.RXE,
                Prescriptions.RXG,
                Prescriptions.NTE,
                Dosages.ORC,
                Dosages.RXO,
                Dosages.RXE,
                Dosages.RXE_TIMING,
                Dosages.RXG,
                Dosages.RXG_TIMING,
                Dosages.RXR,
                Dosages.TQ1,
                Medications.RXC,
                Dispenses.ORC,
                Dispenses.RXD,
                Dispenses.PRESCRIPTION,
                Administrations.ORC,
                Administrations.RXA,
                Administrations.RXR,
                Immunizations.ORC,
                Immunizations.RXA,
                Immunizations.RXR,
                Immunizations.NTE));
    VaccineFacts.BY_CODE.values().stream()
        .sorted(Comparator.comparing(SegmentMap::name))
        .forEach(maps::add);
    return maps;
  }

  private static List<SegmentMap<?>> others() {
    return List.of(
        Documents.TXA,
        Documents.PARENT,
        Documents.FORMAT,
        DocumentContents.OBX,
        Charges.FT1,
        Referrals.RF1,
        Referrals.PRD,
        Masters.STF,
        Masters.PRA,
        Masters.ROLE,
        Masters.LOC,
        Masters.OM1,
        Catalogues.CDM,
        Catalogues.CDM_STATUS,
        Catalogues.PRC,
        Catalogues.IIM,
        Catalogues.ITM,
        Catalogues.ITM_STATUS,
        Answers.MSA,
        Appointments.SCH,
        Appointments.NTE,
        Appointments.AIS,
        Appointments.AIG,
        Appointments.AIL,
        Appointments.AIP);
  }

  /** A page in Markdown: each row with its target, and why it is ours if it is. */
  public static String page() {
    StringBuilder page = new StringBuilder("# Rows\n\n");
    long rows = all().stream().mapToLong(map -> map.rows().size()).sum();
    long ours =
        all().stream().flatMap(map -> map.rows().stream()).filter(row -> !row.isOfficial()).count();
    page.append("Written from the maps by a test. ")
        .append(rows - ours)
        .append(" rows of the HL7 v2-to-FHIR guide 1.0.0, ")
        .append(ours)
        .append(" of ours.\n");
    for (SegmentMap<?> map : all()) {
      page.append("\n## ")
          .append(map.name())
          .append("\n\n| row | FHIR | ours because |\n|---|---|---|\n");
      for (Row<?> row : map.rows()) {
        page.append("| ")
            .append(row.id())
            .append(" | ")
            .append(row.target())
            .append(" | ")
            .append(row.reason())
            .append(" |\n");
      }
    }
    return page.toString();
  }
}
