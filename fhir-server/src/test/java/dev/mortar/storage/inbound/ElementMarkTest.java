package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.storage.inbound.ElementMark.Kind;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ElementMarkTest {
  private static final Instant EARLY = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant LATE = Instant.parse("2026-11-01T09:00:00.123Z");

  @Test
  void whatIsWrittenIsReadAgain() {
    var marks =
        Map.of(
            "telecom", new ElementMark(Kind.SET, LATE),
            "period.end", new ElementMark(Kind.DELETED, EARLY),
            "extension:urn:a b", new ElementMark(Kind.INITIAL, EARLY),
            "status", ElementMark.OPEN);

    assertThat(ElementMark.read(ElementMark.write(marks))).isEqualTo(marks);
    assertThat(ElementMark.write(Map.of())).isEmpty();
  }

  @Test
  void theNewestThatSaysSomethingHoldsElseTheOldestThatHadTo() {
    var early = new ElementMark(Kind.SET, EARLY);
    var gone = new ElementMark(Kind.DELETED, LATE);
    var first = new ElementMark(Kind.INITIAL, EARLY);
    var second = new ElementMark(Kind.INITIAL, LATE);

    assertThat(gone.holds(early)).isTrue();
    assertThat(early.holds(gone)).isFalse();
    assertThat(early.holds(early)).isTrue();
    assertThat(early.holds(second)).isTrue();
    assertThat(second.holds(early)).isFalse();
    assertThat(first.holds(second)).isTrue();
    assertThat(second.holds(first)).isFalse();
    assertThat(second.holds(ElementMark.OPEN)).isFalse();
    assertThat(early.holds(ElementMark.OPEN)).isTrue();
    assertThat(second.holds(null)).isTrue();
  }
}
