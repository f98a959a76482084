package dev.mortar.ehr;

/** In what EHRs differ from the specification, or from each other within it. */
public enum Dialect {
  /** By the letter of SMART App Launch 2.2. */
  STANDARD,
  /** Ignores search parameters in the address, so that searches go by POST. */
  EPIC,
  /** Knows no wildcard scopes; a refresh gives no new refresh token, and the old one stays good. */
  ORACLE_HEALTH;

  boolean searchesByPost() {
    return this == EPIC;
  }

  boolean takesWildcards() {
    return this != ORACLE_HEALTH;
  }
}
