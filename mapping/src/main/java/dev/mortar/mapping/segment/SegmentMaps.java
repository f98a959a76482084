package dev.mortar.mapping.segment;

import java.util.List;

/** All maps, for the page that lists their rows. */
public final class SegmentMaps {
  private SegmentMaps() {}

  public static List<SegmentMap<?>> all() {
    return List.of(
        Origins.MSH,
        Origins.EVN,
        Patients.PID,
        Patients.PD1,
        Patients.NK1,
        Merges.MRG,
        Encounters.PV1,
        Encounters.PV2,
        Clinical.DG1,
        Clinical.DIAGNOSIS,
        Clinical.AL1,
        Orders.ORC,
        Orders.OBR,
        Orders.NTE,
        Reports.ORC,
        Reports.OBR,
        Specimens.SPM,
        Specimens.OBR,
        Observations.OBX,
        Observations.NTE,
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
