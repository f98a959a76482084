package dev.mortar.priority;

/**
 * The LACE index of readmission risk: length of stay, acuity, comorbidity, emergency visits; 0 to
 * 19, high from 10 on (van Walraven et al., CMAJ 2010, <a
 * href="https://doi.org/10.1503/cmaj.091117">doi:10.1503/cmaj.091117</a>).
 *
 * @param days length of stay in days
 * @param acute whether the admission was an emergency
 * @param comorbidity sum of the index's own comorbidity weights
 * @param emergencyVisits in the six months before
 */
public record Lace(int days, boolean acute, int comorbidity, int emergencyVisits) {
  private static final int LONG_STAY = 14;

  /** 0 to 19. */
  public int score() {
    return stay()
        + (acute ? 3 : 0)
        + (comorbidity >= 4 ? 5 : Math.max(comorbidity, 0))
        + Math.clamp(emergencyVisits, 0, 4);
  }

  private int stay() {
    if (days < 1) {
      return 0;
    }
    if (days <= 3) {
      return days;
    }
    if (days <= 6) {
      return 4;
    }
    return days < LONG_STAY ? 5 : 7;
  }
}
