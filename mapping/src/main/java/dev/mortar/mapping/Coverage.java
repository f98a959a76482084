package dev.mortar.mapping;

/**
 * What became of the non-empty primitive values ("atoms") of a message, MSH-1 and MSH-2 left out.
 *
 * @param mapped reached a FHIR element
 * @param kept preserved in an extension or in the stored raw message that the Provenance names
 * @param reported not used, with an issue that says why
 * @param lost none of these; any number above 0 is a defect
 */
public record Coverage(int atoms, int mapped, int kept, int reported, int lost) {
  public Coverage {
    if (mapped + kept + reported + lost != atoms) {
      throw new IllegalArgumentException("Coverage does not add up to " + atoms + " atoms");
    }
  }
}
