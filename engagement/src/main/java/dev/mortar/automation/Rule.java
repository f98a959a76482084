package dev.mortar.automation;

import dev.mortar.ig.Codes.CorrectionPolicy;
import java.util.List;

/**
 * A rule as it is applied.
 *
 * @param url canonical; what the rule did is known by it
 * @param onCorrection what becomes of its open task when the condition no longer holds
 */
record Rule(String url, CorrectionPolicy onCorrection, List<Step> steps) {
  /**
   * One thing that the rule does.
   *
   * @param name unique within the rule
   * @param conditions FHIRPath; all must hold
   */
  record Step(String name, List<Trigger> triggers, List<String> conditions, Action action) {
    boolean startsWith(String type, boolean created) {
      return triggers.stream().anyMatch(trigger -> trigger.fits(type, created));
    }
  }

  Rule {
    steps = List.copyOf(steps);
  }
}
