package dev.mortar.bench;

/**
 * One line of the result.
 *
 * @param unit what the figures count; a rate (something a second) is better if higher, all else if
 *     lower
 */
record Row(String name, String unit, double mortar, double stock) {

  /** How many times better Mortar is; below 1 it is worse. */
  double ratio() {
    return isRate() ? mortar / stock : stock / mortar;
  }

  private boolean isRate() {
    return unit.contains("/s");
  }
}
