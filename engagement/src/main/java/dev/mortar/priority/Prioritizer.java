package dev.mortar.priority;

import dev.mortar.directory.Settings;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.BasicType;
import java.time.Instant;
import org.hl7.fhir.r4.model.Task;

/** Scores tasks by the weights that are stored as a resource. */
public final class Prioritizer {
  private final FactGatherer gatherer;
  private final Settings settings;

  Prioritizer(FactGatherer gatherer, Settings settings) {
    this.gatherer = gatherer;
    this.settings = settings;
  }

  /** A pure function of what is stored and of the moment. */
  public Score score(Task task, Instant asOf) {
    var weights =
        settings.parts(BasicType.PRIORITY_WEIGHTS, Canonicals.EXT_WEIGHTS).stream()
            .findFirst()
            .map(Weights::of)
            .orElseThrow(() -> new IllegalStateException("no priority weights are stored"));
    return new Scoring(weights).score(gatherer.gather(task, asOf));
  }

  /** Puts the score on the task in place of an earlier one. The priority never falls below. */
  public static void write(Score score, Task task) {
    task.getExtension().removeIf(each -> Canonicals.EXT_PRIORITY_SCORE.equals(each.getUrl()));
    task.addExtension(score.extension());
  }
}
