package dev.mortar.priority;

import dev.mortar.store.FhirStore;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;

/** Reads the four parts of the LACE index from a hospital stay and the patient's record. */
final class LaceGatherer {
  private static final int MOST = 500;
  private static final Period VISITS_COUNT = Period.ofMonths(6);

  private record Group(int weight, List<String> prefixes) {}

  private final FhirStore store;
  private final List<Group> groups =
      Table.rows("lace-comorbidity.csv").stream()
          .map(row -> new Group(Integer.parseInt(row.get(1)), List.of(row.get(2).split(" "))))
          .toList();

  LaceGatherer(FhirStore store) {
    this.store = store;
  }

  Lace gather(Encounter stay, String patientId) {
    return new Lace(days(stay), acute(stay), comorbidity(patientId), visits(stay, patientId));
  }

  private static int days(Encounter stay) {
    var period = stay.getPeriod();
    if (!period.hasStart() || !period.hasEnd()) {
      return 0;
    }
    var length = Duration.between(period.getStart().toInstant(), period.getEnd().toInstant());
    return (int) length.toDays();
  }

  private static boolean acute(Encounter stay) {
    var source = stay.getHospitalization().getAdmitSource().getCoding().stream();
    var emergency = source.anyMatch(coding -> Set.of("emd", "7").contains(coding.getCode()));
    var priority = stay.getPriority().getCoding().stream();
    return emergency || priority.anyMatch(coding -> "EM".equals(coding.getCode()));
  }

  private int comorbidity(String patientId) {
    var codes =
        store.search(Condition.class, "patient=Patient/" + patientId, MOST).stream()
            .flatMap(condition -> condition.getCode().getCoding().stream())
            .filter(coding -> String.valueOf(coding.getSystem()).contains("icd-10"))
            .map(Coding::getCode)
            .filter(java.util.Objects::nonNull)
            .collect(Collectors.toSet());
    return groups.stream()
        .filter(group -> group.prefixes().stream().anyMatch(prefix -> any(codes, prefix)))
        .mapToInt(Group::weight)
        .sum();
  }

  private static boolean any(Set<String> codes, String prefix) {
    return codes.stream().anyMatch(code -> code.startsWith(prefix));
  }

  private int visits(Encounter stay, String patientId) {
    if (!stay.getPeriod().hasStart()) {
      return 0;
    }
    var day = stay.getPeriod().getStart().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
    var query =
        "patient=Patient/%s&class=EMER&date=ge%s&date=lt%s"
            .formatted(patientId, day.minus(VISITS_COUNT), day);
    return store.search(Encounter.class, query, MOST).size();
  }
}
