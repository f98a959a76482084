package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.InboxId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
  private static Turn turn(long place, String... lines) {
    return new Turn(place, new InboxId(place), List.of(lines));
  }

  @Test
  void anEarlierTurnThatComesLateGoesBeforeOneThatRests() {
    Turns turns = new Turns();
    turns.add(turn(20, "a"));
    Turn later = turns.next().orElseThrow();
    turns.add(turn(10, "a"));
    assertThat(turns.next()).isEmpty();
    turns.rest(later);
    assertThat(turns.next()).contains(turn(10, "a"));
    turns.rested(later);
    assertThat(turns.next()).isEmpty();
    turns.finished(turn(10, "a"));
    assertThat(turns.next()).contains(later);
  }

  @Test
  void aTurnThatIsReadyStepsBackBehindAnEarlierOne() {
    Turns turns = new Turns();
    turns.add(turn(20, "a"));
    turns.add(turn(10, "a"));
    assertThat(turns.next()).contains(turn(10, "a"));
    assertThat(turns.next()).isEmpty();
  }

  /** Random lines, random ends and rests: never two of a line at once, never out of order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyInterleavingKeepsEveryLine(long seed) {
    var random = new Random(seed);
    Turns turns = new Turns();
    Map<String, List<Long>> expected = new HashMap<>();
    Map<String, List<Long>> seen = new HashMap<>();
    List<Turn> running = new ArrayList<>();
    List<Turn> coming = arrivals(random, expected);
    int left = coming.size();
    while (left > 0) {
      int choice = random.nextInt(3);
      if (choice == 0 && !coming.isEmpty()) {
        turns.add(coming.removeFirst());
      } else if (choice == 1) {
        turns.next().ifPresent(running::add);
        assertThat(noLineTwice(running)).isTrue();
      } else if (!running.isEmpty()) {
        left -= end(turns, running.remove(random.nextInt(running.size())), random, seen);
      }
    }
    assertThat(seen).isEqualTo(expected);
    assertThat(turns.next()).isEqualTo(Optional.empty());
    assertThat(turns.size()).isZero();
  }

  private static List<Turn> arrivals(Random random, Map<String, List<Long>> expected) {
    List<Turn> coming = new ArrayList<>();
    for (long place = 1; place <= 300; place++) {
      Set<String> lines = new HashSet<>();
      do {
        lines.add("line" + random.nextInt(6));
      } while (random.nextInt(3) == 0);
      for (String line : lines) {
        expected.computeIfAbsent(line, key -> new ArrayList<>()).add(place);
      }
      coming.add(turn(place, lines.toArray(String[]::new)));
    }
    return coming;
  }

  private static int end(Turns turns, Turn turn, Random random, Map<String, List<Long>> seen) {
    if (random.nextInt(3) == 0) {
      turns.rest(turn);
      turns.rested(turn);
      return 0;
    }
    for (String line : turn.lines()) {
      seen.computeIfAbsent(line, key -> new ArrayList<>()).add(turn.place());
    }
    turns.finished(turn);
    return 1;
  }

  private static boolean noLineTwice(List<Turn> running) {
    Set<String> lines = new HashSet<>();
    return running.stream().flatMap(turn -> turn.lines().stream()).allMatch(lines::add);
  }
}
