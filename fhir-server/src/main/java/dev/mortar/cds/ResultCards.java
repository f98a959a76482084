package dev.mortar.cds;

import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.priority.Finding;
import dev.mortar.priority.Finding.Severity;
import dev.mortar.priority.LabJudge;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Task;

/**
 * Cards of critical and abnormal results that came within the last 30 days and for which there was
 * never a follow-up.
 */
final class ResultCards {
  private static final Duration RECENT = Duration.ofDays(30);
  private static final int MOST_SHOWN = 5;
  private static final int MOST = 100;
  private static final int MOST_NOTES = 3;
  private static final String QUERY =
      "patient=Patient/%s&status=final,preliminary,amended,corrected&_lastUpdated=ge%s"
          + "&_sort=-_lastUpdated";

  private final FhirStore store;
  private final LabJudge judge;
  private final House house;
  private final Clock clock;

  ResultCards(FhirStore store, LabJudge judge, House house, Clock clock) {
    this.store = store;
    this.judge = judge;
    this.house = house;
    this.clock = clock;
  }

  List<Card> of(KnownPatients.Known patient) {
    var since = clock.instant().minus(RECENT).truncatedTo(ChronoUnit.SECONDS);
    List<Judged> bad = new ArrayList<>();
    for (var result : store.search(Observation.class, QUERY.formatted(patient.id(), since), MOST)) {
      if (isLaboratory(result) && patient.shows().test(result)) {
        Finding finding = judge.judge(result);
        if (finding.severity().compareTo(Severity.ABNORMAL) >= 0) {
          bad.add(new Judged(result, finding));
        }
      }
    }
    Set<String> followed = followed(bad);
    return bad.stream()
        .filter(one -> !followed.contains(one.reference()))
        .sorted(Comparator.comparing((Judged one) -> one.finding().severity()).reversed())
        .limit(MOST_SHOWN)
        .map(this::card)
        .toList();
  }

  /** What there is a task about, whatever has become of it. */
  private Set<String> followed(List<Judged> results) {
    if (results.isEmpty()) {
      return Set.of();
    }
    String focus = results.stream().map(Judged::reference).collect(Collectors.joining(","));
    return store.search(Task.class, "focus=" + focus, MOST * 2).stream()
        .map(task -> task.getFocus().getReferenceElement().toUnqualifiedVersionless().getValue())
        .collect(Collectors.toSet());
  }

  private static boolean isLaboratory(Observation result) {
    return result.getCategory().isEmpty()
        || result.getCategory().stream()
            .flatMap(category -> category.getCoding().stream())
            .anyMatch(coding -> "laboratory".equals(coding.getCode()));
  }

  private Card card(Judged judged) {
    boolean critical = judged.finding().severity() == Severity.CRITICAL;
    TaskCode topic = critical ? TaskCode.CRITICAL_LAB : TaskCode.ABNORMAL_LAB;
    String label = judged.finding().label();
    String detail =
        Stream.concat(
                Stream.of(
                    "**" + CardTexts.markdown(label) + "**",
                    "The pharmacy has no follow-up about this result."),
                notes(judged.result()))
            .collect(Collectors.joining("\n\n"));
    return Card.telling(
        judged.reference(),
        CardTexts.summary("Not followed up: " + label),
        critical ? Card.Indicator.CRITICAL : Card.Indicator.WARNING,
        detail,
        house.source(topic),
        house.link());
  }

  /** What the laboratory wrote beside it. */
  static Stream<String> notes(Observation result) {
    return result.getNote().stream()
        .filter(Annotation::hasText)
        .limit(MOST_NOTES)
        .map(note -> "Note: " + CardTexts.markdown(note.getText()));
  }

  private record Judged(Observation result, Finding finding) {
    String reference() {
      return "Observation/" + result.getIdElement().getIdPart();
    }
  }
}
