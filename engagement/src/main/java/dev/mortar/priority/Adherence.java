package dev.mortar.priority;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.MedicationDispense;

/**
 * The proportion of days covered from the first fill to the day in question, of the medication that
 * is covered worst. An early refill of the same medication begins when the earlier supply ends.
 */
final class Adherence {
  private static final int FEWEST_FILLS = 2;

  private record Fill(LocalDate date, long days) {}

  private Adherence() {}

  /** Empty if no medication was filled on two days. */
  static OptionalDouble worst(List<MedicationDispense> dispenses, LocalDate today) {
    Map<String, List<Fill>> byMedication =
        dispenses.stream()
            .filter(each -> each.hasWhenHandedOver() && each.getDaysSupply().hasValue())
            .filter(each -> each.getMedication() instanceof CodeableConcept)
            .collect(
                Collectors.groupingBy(
                    each -> key(each.getMedicationCodeableConcept()),
                    Collectors.mapping(Adherence::fill, Collectors.toList())));
    return byMedication.values().stream()
        .filter(fills -> fills.stream().map(Fill::date).distinct().count() >= FEWEST_FILLS)
        .mapToDouble(fills -> covered(fills, today))
        .min();
  }

  private static double covered(List<Fill> fills, LocalDate today) {
    var sorted = fills.stream().sorted(Comparator.comparing(Fill::date)).toList();
    var first = sorted.getFirst().date();
    var period = ChronoUnit.DAYS.between(first, today) + 1;
    if (period <= 0) {
      return 1;
    }
    var covered = 0L;
    var free = first;
    for (var fill : sorted) {
      var begin = fill.date().isBefore(free) ? free : fill.date();
      var end = begin.plusDays(fill.days());
      var last = end.isAfter(today) ? today.plusDays(1) : end;
      covered += Math.max(0, ChronoUnit.DAYS.between(begin, last));
      free = end;
    }
    return (double) covered / period;
  }

  private static Fill fill(MedicationDispense dispense) {
    var date = dispense.getWhenHandedOver().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
    return new Fill(date, dispense.getDaysSupply().getValue().longValue());
  }

  static String key(CodeableConcept medication) {
    var coding = medication.getCodingFirstRep();
    return coding.hasCode() ? coding.getSystem() + "|" + coding.getCode() : medication.getText();
  }
}
