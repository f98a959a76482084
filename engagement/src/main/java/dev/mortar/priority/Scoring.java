package dev.mortar.priority;

import static java.math.BigDecimal.ZERO;

import dev.mortar.ig.Codes.PriorityFactor;
import dev.mortar.priority.Facts.Event;
import dev.mortar.priority.Facts.Kind;
import dev.mortar.priority.Facts.Sla;
import dev.mortar.priority.Score.Factor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Task.TaskPriority;

/** Facts and weights in, a score out; nothing else matters. */
final class Scoring {
  private static final BigDecimal HIGHEST = BigDecimal.valueOf(100);

  private final Weights weights;

  Scoring(Weights weights) {
    this.weights = weights;
  }

  Score score(Facts facts) {
    var factors = new ArrayList<Factor>();
    factors.addAll(capped(events(facts), "event-cap", "Events count no more than together"));
    risk(facts).ifPresent(factors::add);
    adherence(facts).ifPresent(factors::add);
    facts.sla().flatMap(sla -> time(sla, facts)).ifPresent(factors::add);
    factors.addAll(
        capped(vulnerability(facts.person()), "vulnerability-cap", "Vulnerability counts at most"));
    factors.addAll(others(facts));
    factors.removeIf(factor -> factor.points().signum() == 0);
    var total = sum(factors);
    if (total.compareTo(HIGHEST) > 0) {
      factors.add(cap("The score ends at", HIGHEST, total));
      total = HIGHEST;
    }
    var priority = floored(weights.priority(total), facts);
    return new Score(total, priority, factors, facts.gaps(), weights.version(), facts.asOf());
  }

  private TaskPriority floored(TaskPriority priority, Facts facts) {
    return facts.kinds().contains(Kind.CRITICAL_LAB) ? TaskPriority.STAT : priority;
  }

  private List<Factor> events(Facts facts) {
    return facts.events().stream()
        .filter(event -> event.kind() != Kind.CARE_GAP && event.kind() != Kind.PATIENT_REQUEST)
        .sorted(Comparator.comparing(Event::kind).thenComparing(Event::label))
        .map(this::factor)
        .toList();
  }

  private List<Factor> others(Facts facts) {
    return Stream.of(Kind.CARE_GAP, Kind.PATIENT_REQUEST)
        .flatMap(
            kind ->
                facts.events().stream()
                    .filter(event -> event.kind() == kind)
                    .min(Comparator.comparing(Event::label))
                    .stream())
        .map(this::factor)
        .toList();
  }

  private Factor factor(Event event) {
    var code =
        switch (event.kind()) {
          case CRITICAL_LAB -> PriorityFactor.CRITICAL_LAB;
          case ABNORMAL_LAB -> PriorityFactor.ABNORMAL_LAB;
          case HIGH_ALERT_DRUG -> PriorityFactor.HIGH_ALERT_DRUG;
          case INTERACTION -> PriorityFactor.INTERACTION;
          case DISCHARGE -> PriorityFactor.DISCHARGE;
          case CARE_GAP -> PriorityFactor.CARE_GAP;
          case PATIENT_REQUEST -> PriorityFactor.PATIENT_REQUEST;
        };
    return new Factor(code, event.label(), weights.points(code));
  }

  private Optional<Factor> risk(Facts facts) {
    if (facts.lace().isEmpty()
        || facts.lace().getAsInt() < weights.parameter("lace-high").intValue()) {
      return Optional.empty();
    }
    var label = "High risk of readmission (LACE %d of 19)".formatted(facts.lace().getAsInt());
    var points = weights.points(PriorityFactor.PATIENT_RISK);
    return Optional.of(new Factor(PriorityFactor.PATIENT_RISK, label, points));
  }

  private Optional<Factor> adherence(Facts facts) {
    if (facts.daysCovered().isEmpty()) {
      return Optional.empty();
    }
    var covered = BigDecimal.valueOf(facts.daysCovered().getAsDouble());
    var low = covered.compareTo(weights.parameter("pdc-low")) < 0;
    if (!low && covered.compareTo(weights.parameter("pdc-moderate")) >= 0) {
      return Optional.empty();
    }
    var points =
        low ? weights.points(PriorityFactor.ADHERENCE) : weights.parameter("pdc-moderate-points");
    var percent = covered.movePointRight(2).setScale(0, RoundingMode.HALF_UP);
    var label = "Medication covers %s %% of days".formatted(percent.toPlainString());
    return Optional.of(new Factor(PriorityFactor.ADHERENCE, label, points));
  }

  private Optional<Factor> time(Sla sla, Facts facts) {
    var allowed = Duration.between(sla.opened(), sla.due());
    var used = Duration.between(sla.opened(), facts.asOf());
    if (allowed.isNegative() || allowed.isZero() || used.isNegative()) {
      return Optional.empty();
    }
    var fraction = Math.min(1.0, (double) used.toMillis() / allowed.toMillis());
    var most = weights.points(PriorityFactor.TIME_PRESSURE);
    var points =
        most.multiply(BigDecimal.valueOf(fraction))
            .setScale(1, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    var label = "%d %% of the agreed time is used".formatted(Math.round(fraction * 100));
    return Optional.of(new Factor(PriorityFactor.TIME_PRESSURE, label, plain(points)));
  }

  private List<Factor> vulnerability(Facts.Person person) {
    var factors = new ArrayList<Factor>();
    var old = weights.parameter("age-years").intValue();
    if (person.age().orElse(-1) >= old) {
      factors.add(vulnerable("%d years old".formatted(person.age().orElseThrow()), "age-points"));
    }
    var many = weights.parameter("medications-count").intValue();
    if (person.medications().orElse(0) >= many) {
      var label = "%d active medications".formatted(person.medications().orElseThrow());
      factors.add(vulnerable(label, "medications-points"));
    }
    var weak = weights.parameter("egfr-below").doubleValue();
    if (person.egfr().orElse(weak) < weak) {
      var label = "eGFR %.0f mL/min".formatted(person.egfr().orElseThrow());
      factors.add(vulnerable(label, "egfr-points"));
    }
    return factors;
  }

  private Factor vulnerable(String label, String points) {
    return new Factor(PriorityFactor.VULNERABILITY, label, weights.parameter(points));
  }

  private List<Factor> capped(List<Factor> factors, String parameter, String label) {
    var most = weights.parameter(parameter);
    var total = sum(factors);
    if (total.compareTo(most) <= 0) {
      return factors;
    }
    return Stream.concat(factors.stream(), Stream.of(cap(label, most, total))).toList();
  }

  private static Factor cap(String label, BigDecimal most, BigDecimal total) {
    var words = label + " " + most.toPlainString();
    return new Factor(PriorityFactor.CAP, words, most.subtract(total));
  }

  private static BigDecimal sum(List<Factor> factors) {
    return factors.stream().map(Factor::points).reduce(ZERO, BigDecimal::add);
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.scale() < 0 ? number.setScale(0) : number;
  }
}
