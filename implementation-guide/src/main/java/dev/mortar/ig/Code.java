package dev.mortar.ig;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** A code of one of the guide's code systems. */
public interface Code {

  /** The code itself, as it stands in resources. */
  String code();

  /** The canonical of its code system. */
  String system();

  /** What people read. */
  String display();

  /** A new coding with system, code and display. */
  default Coding coding() {
    return new Coding(system(), code(), display());
  }

  /** A new concept with this as its only coding. */
  default CodeableConcept concept() {
    return new CodeableConcept(coding());
  }

  /** Whether the concept holds this code. */
  default boolean in(CodeableConcept concept) {
    return concept.hasCoding(system(), code());
  }
}
