package dev.mortar.cds;

import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.store.FhirStore;
import dev.mortar.store.Parts;
import dev.mortar.worklist.Worklist;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Task;

/** Cards of the open follow-ups of a patient, the most urgent first, with their reasons. */
final class TaskCards {
  private static final int MOST_SHOWN = 10;
  private static final int MOST = 100;
  private static final String QUERY =
      "patient=Patient/%s&status=requested,received,accepted,ready,in-progress,on-hold"
          + "&_sort=-priority-score,due";

  /** Work of the house, which is not about the patient's care. */
  private static final Set<TaskCode> INTERNAL =
      EnumSet.of(
          TaskCode.UNMAPPED_CODE,
          TaskCode.DELIVERY_CHECK,
          TaskCode.COMPLAINT,
          TaskCode.TIME_OFF_REQUEST,
          TaskCode.ACCESS_REVIEW,
          TaskCode.EMERGENCY_REVIEW,
          TaskCode.BREACH_NOTICE,
          TaskCode.SUPPORT_TICKET,
          TaskCode.MESSAGE_FAILURE);

  private final Worklist worklist;
  private final FhirStore store;
  private final House house;

  TaskCards(Worklist worklist, FhirStore store, House house) {
    this.worklist = worklist;
    this.store = store;
    this.house = house;
  }

  List<Card> of(KnownPatients.Known patient) {
    return worklist.search(QUERY.formatted(patient.id()), MOST).stream()
        .filter(patient.shows())
        .flatMap(task -> code(task).map(code -> card(task, code, patient)).stream())
        .limit(MOST_SHOWN)
        .toList();
  }

  /** What kind of follow-up it is, if it is one that others may hear of. */
  static Optional<TaskCode> code(Task task) {
    return task.getCode().getCoding().stream()
        .filter(coding -> Canonicals.CS_TASK_CODE.equals(coding.getSystem()))
        .flatMap(coding -> TaskCode.of(String.valueOf(coding.getCode())).stream())
        .filter(code -> !INTERNAL.contains(code))
        .findFirst();
  }

  private Card card(Task task, TaskCode code, KnownPatients.Known patient) {
    String what = task.hasDescription() ? task.getDescription() : code.display();
    return Card.telling(
        "Task/" + task.getIdElement().getIdPart(),
        CardTexts.summary(code.display() + ": " + what),
        indicator(task),
        detail(task, what, patient),
        house.source(code),
        house.link());
  }

  private static Card.Indicator indicator(Task task) {
    if (task.getPriority() == null) {
      return Card.Indicator.INFO;
    }
    return switch (task.getPriority()) {
      case STAT -> Card.Indicator.CRITICAL;
      case ASAP, URGENT -> Card.Indicator.WARNING;
      case ROUTINE, NULL -> Card.Indicator.INFO;
    };
  }

  private String detail(Task task, String what, KnownPatients.Known patient) {
    Stream<String> head = Stream.of("**" + CardTexts.markdown(what) + "**");
    Stream<String> due =
        task.getRestriction().getPeriod().hasEnd()
            ? Stream.of(
                "Due "
                    + task.getRestriction()
                        .getPeriod()
                        .getEnd()
                        .toInstant()
                        .truncatedTo(ChronoUnit.MINUTES))
            : Stream.of();
    List<String> why = reasons(task);
    Stream<String> reasons =
        why.isEmpty() ? Stream.of() : Stream.of("Reasons:\n\n" + String.join("\n", why));
    return Stream.of(head, due, reasons, notes(task, patient))
        .flatMap(part -> part)
        .reduce((one, next) -> one + "\n\n" + next)
        .orElse("");
  }

  private static List<String> reasons(Task task) {
    var score = task.getExtensionByUrl(Canonicals.EXT_PRIORITY_SCORE);
    return score == null
        ? List.of()
        : new Parts(score)
            .all("factor").stream()
                .flatMap(
                    factor ->
                        factor
                            .text("label")
                            .map(label -> reason(label, factor.number("points")))
                            .stream())
                .toList();
  }

  private static String reason(String label, Optional<BigDecimal> points) {
    return "- "
        + CardTexts.markdown(label)
        + points.map(number -> " (" + number.toPlainString() + " points)").orElse("");
  }

  /** What the laboratory wrote beside the result that is the reason. */
  private Stream<String> notes(Task task, KnownPatients.Known patient) {
    var reason = task.getReasonReference().getReferenceElement();
    if (!"Observation".equals(reason.getResourceType()) || !reason.hasIdPart()) {
      return Stream.of();
    }
    return store
        .find(Observation.class, reason.getIdPart())
        .filter(patient.shows())
        .map(ResultCards::notes)
        .orElse(Stream.of());
  }
}
