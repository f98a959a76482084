package dev.mortar.priority;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.GuidePackage;
import dev.mortar.priority.Facts.Event;
import dev.mortar.priority.Facts.Kind;
import dev.mortar.priority.Facts.Person;
import dev.mortar.priority.Facts.Sla;
import dev.mortar.priority.Score.Factor;
import dev.mortar.store.Parts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.junit.jupiter.api.Test;

/** The score with the shipped weights: golden cases, and what holds for any facts. */
final class ScoringTest {
  private static final Instant NOW = Instant.parse("2026-03-03T15:00:00Z");
  private static final int ROUNDS = 2_000;
  private static final long SEED = 20_260_303;

  private final Scoring scoring = new Scoring(shipped());

  private static Weights shipped() {
    return new GuidePackage(FhirContext.forR4Cached())
        .defaults().stream()
            .filter(Basic.class::isInstance)
            .flatMap(basic -> ((Basic) basic).getExtensionsByUrl(Canonicals.EXT_WEIGHTS).stream())
            .map(extension -> Weights.of(new Parts(extension)))
            .findFirst()
            .orElseThrow();
  }

  private static Facts facts(Event... events) {
    return new Facts(
        NOW,
        List.of(events),
        Person.unknown(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        List.of());
  }

  private static Event event(Kind kind) {
    return new Event(kind, kind.name());
  }

  @Test
  void aCriticalLabAloneScoresFortyAndIsStatAllTheSame() {
    var score = scoring.score(facts(event(Kind.CRITICAL_LAB)));
    assertThat(score.total()).isEqualByComparingTo("40");
    assertThat(score.priority()).isEqualTo(TaskPriority.STAT);
  }

  @Test
  void nothingScoresNothing() {
    var score = scoring.score(facts());
    assertThat(score.total()).isEqualByComparingTo("0");
    assertThat(score.priority()).isEqualTo(TaskPriority.ROUTINE);
    assertThat(score.factors()).isEmpty();
  }

  @Test
  void everyFactorAddsWhatTheTableSays() {
    var person = new Person(OptionalInt.of(80), OptionalInt.of(12), OptionalDouble.of(25));
    var sla = new Sla(NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofHours(1)));
    var facts =
        new Facts(
            NOW,
            List.of(event(Kind.DISCHARGE), event(Kind.CARE_GAP), event(Kind.PATIENT_REQUEST)),
            person,
            OptionalInt.of(10),
            OptionalDouble.of(0.6),
            Optional.of(sla),
            List.of("no eGFR"));
    var score = scoring.score(facts);
    // discharge 20, LACE 15, adherence 8, half of the time 7.5, vulnerability 4 + 3 + 4 capped at
    // 10, care gap 5, request 5
    assertThat(score.total()).isEqualByComparingTo("70.5");
    assertThat(score.priority()).isEqualTo(TaskPriority.STAT);
    assertThat(score.gaps()).containsExactly("no eGFR");
  }

  @Test
  void thresholdsAreWhereTheTableSays() {
    var weights = shipped();
    assertThat(weights.priority(new BigDecimal("70"))).isEqualTo(TaskPriority.STAT);
    assertThat(weights.priority(new BigDecimal("69.9"))).isEqualTo(TaskPriority.ASAP);
    assertThat(weights.priority(new BigDecimal("50"))).isEqualTo(TaskPriority.ASAP);
    assertThat(weights.priority(new BigDecimal("49.9"))).isEqualTo(TaskPriority.URGENT);
    assertThat(weights.priority(new BigDecimal("30"))).isEqualTo(TaskPriority.URGENT);
    assertThat(weights.priority(new BigDecimal("29.9"))).isEqualTo(TaskPriority.ROUTINE);
  }

  @Test
  void theFactorsAddUpToAScoreWithinBounds() {
    random()
        .forEach(
            facts -> {
              var score = scoring.score(facts);
              var sum =
                  score.factors().stream()
                      .map(Factor::points)
                      .reduce(BigDecimal.ZERO, BigDecimal::add);
              assertThat(sum).isEqualByComparingTo(score.total());
              assertThat(score.total()).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(100));
            });
  }

  @Test
  void aWorseFactNeverLowersTheScore() {
    random()
        .forEach(
            facts -> {
              var before = scoring.score(facts);
              worse(facts)
                  .forEach(
                      worse -> {
                        var after = scoring.score(worse);
                        assertThat(after.total()).isGreaterThanOrEqualTo(before.total());
                        assertThat(after.priority()).isGreaterThanOrEqualTo(before.priority());
                      });
            });
  }

  @Test
  void theOrderOfTheEventsDoesNotMatter() {
    var random = new Random(SEED);
    random()
        .forEach(
            facts -> {
              var events = new ArrayList<>(facts.events());
              Collections.shuffle(events, random);
              var shuffled = with(facts, events, facts.lace(), facts.daysCovered());
              assertThat(scoring.score(shuffled)).isEqualTo(scoring.score(facts));
            });
  }

  private static Stream<Facts> worse(Facts facts) {
    var more = new ArrayList<>(facts.events());
    more.add(event(Kind.CRITICAL_LAB));
    return Stream.of(
        with(facts, more, facts.lace(), facts.daysCovered()),
        with(facts, facts.events(), OptionalInt.of(19), facts.daysCovered()),
        with(facts, facts.events(), facts.lace(), OptionalDouble.of(0)));
  }

  private static Facts with(
      Facts facts, List<Event> events, OptionalInt lace, OptionalDouble covered) {
    return new Facts(
        facts.asOf(), events, facts.person(), lace, covered, facts.sla(), facts.gaps());
  }

  private static Stream<Facts> random() {
    var random = new Random(SEED);
    return IntStream.range(0, ROUNDS).mapToObj(round -> facts(random));
  }

  private static Facts facts(Random random) {
    var events =
        Stream.of(Kind.values()).filter(kind -> random.nextInt(3) == 0).map(ScoringTest::event);
    var person =
        new Person(
            random.nextBoolean() ? OptionalInt.of(random.nextInt(110)) : OptionalInt.empty(),
            random.nextBoolean() ? OptionalInt.of(random.nextInt(25)) : OptionalInt.empty(),
            random.nextBoolean() ? OptionalDouble.of(random.nextInt(120)) : OptionalDouble.empty());
    var opened = NOW.minus(Duration.ofMinutes(random.nextInt(5_000)));
    var sla = new Sla(opened, opened.plus(Duration.ofMinutes(1 + random.nextInt(3_000))));
    return new Facts(
        NOW,
        events.toList(),
        person,
        random.nextBoolean() ? OptionalInt.of(random.nextInt(20)) : OptionalInt.empty(),
        random.nextBoolean() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty(),
        random.nextBoolean() ? Optional.of(sla) : Optional.empty(),
        List.of());
  }
}
