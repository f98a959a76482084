package dev.mortar.security;

import dev.mortar.federation.NewPeople;
import dev.mortar.store.FhirStore;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Practitioner;

/** New people are practitioners without any role or place until somebody gives them one. */
final class FederatedPractitioners implements NewPeople {
  private final Supplier<FhirStore> store;

  /**
   * @param store asked for at the first sign-in, as it takes its time to be made
   */
  FederatedPractitioners(Supplier<FhirStore> store) {
    this.store = store;
  }

  @Override
  public String practitioner(String issuer, String subject, String displayName) {
    var practitioner = new Practitioner();
    practitioner.addIdentifier().setSystem(issuer).setValue(subject);
    practitioner.addName().setText(displayName);
    practitioner.setActive(true);
    return "Practitioner/" + store.get().save(practitioner).getIdElement().getIdPart();
  }
}
