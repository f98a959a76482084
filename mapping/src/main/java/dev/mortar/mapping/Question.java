package dev.mortar.mapping;

import java.util.List;
import org.hl7.fhir.r4.model.Identifier;

/**
 * What a QBP message asks.
 *
 * @see <a href="https://profiles.ihe.net/ITI/TF/Volume2/ITI-21.html">Patient Demographics Query</a>
 * @see <a href="https://profiles.ihe.net/ITI/TF/Volume2/ITI-9.html">PIX Query</a>
 * @see <a
 *     href="https://repository.immregistries.org/resource/hl7-version-2-5-1-implementation-guide-for-immunization-messaging-release-1-5-1/">
 *     Immunization history, Z34 and Z44</a>
 */
public sealed interface Question {
  /** Which patients are like this? */
  record FindPatients(Wanted wanted, int most) implements Question {}

  /**
   * Which other numbers has this patient?
   *
   * @param systems only numbers of these; empty for all
   */
  record FindIdentifiers(Identifier known, List<String> systems) implements Question {}

  /** Which vaccinations has this one patient had? */
  record ImmunizationHistory(Wanted wanted) implements Question {}

  /**
   * A question that cannot be answered as it is asked.
   *
   * @param path the field that is wrong or missing, as {@code QPD-3}
   */
  record Unusable(String path, String why) implements Question {}

  /**
   * What is known of a patient; an empty text says nothing.
   *
   * @param identifiers any of them is enough
   * @param birthDate as FHIR writes it
   * @param gender code of FHIR's administrative gender
   */
  record Wanted(
      List<Identifier> identifiers, String family, String given, String birthDate, String gender) {
    public Wanted {
      identifiers = List.copyOf(identifiers);
    }

    public boolean isEmpty() {
      return identifiers.isEmpty()
          && family.isEmpty()
          && given.isEmpty()
          && birthDate.isEmpty()
          && gender.isEmpty();
    }

    /** Name, birth and sex: fewer would show somebody else's history. */
    public boolean isPrecise() {
      return !identifiers.isEmpty()
          || !family.isEmpty() && !given.isEmpty() && !birthDate.isEmpty();
    }
  }
}
