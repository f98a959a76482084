package dev.mortar.security;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.SectionComponent;

/** Says of an answer that it may not be the whole. */
final class Redaction {
  private static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
  private static final String CODE = "REDACTED";

  private Redaction() {}

  static void mark(Bundle bundle) {
    if (bundle.getMeta().getSecurity(SYSTEM, CODE) == null) {
      bundle.getMeta().addSecurity(new Coding(SYSTEM, CODE, "redacted"));
    }
  }

  /** Of what something was taken out; the texts of a document may still tell of it. */
  static void of(Bundle bundle) {
    if (bundle.getType() != BundleType.DOCUMENT) {
      return;
    }
    mark(bundle);
    for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
      if (entry.getResource() instanceof Composition composition) {
        composition.setText(null);
        composition.getSection().forEach(Redaction::silence);
      }
    }
  }

  private static void silence(SectionComponent section) {
    section.setText(null);
    section.getSection().forEach(Redaction::silence);
  }
}
