package dev.mortar.storage.retention;

import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UnsignedIntType;

/** Writes what is left of what was removed: what kinds, how many, when, by whom and why. */
public final class Certificates {
  private static final Coding DESTROY =
      new Coding(
          "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle",
          "destroy",
          "Destroy/Delete Record Lifecycle Event");

  private final FhirStore store;
  private final Clock clock;

  Certificates(FhirStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * With the caller's transaction.
   *
   * @return as {@code Provenance/7}
   */
  public String write(Certificate certificate) {
    var provenance = new Provenance();
    provenance.getMeta().addProfile(Canonicals.PROFILE_DISPOSAL_CERTIFICATE);
    provenance.addTarget(target(certificate));
    provenance.setRecorded(Date.from(clock.instant()));
    provenance.getActivity().addCoding(DESTROY);
    if (!certificate.reason().isEmpty()) {
      provenance.addReason().setText(certificate.reason());
    }
    provenance.addAgent().getWho().setDisplay(certificate.by());
    provenance.addExtension(disposal(certificate));
    return "Provenance/" + store.save(provenance).getIdElement().getIdPart();
  }

  private static Reference target(Certificate certificate) {
    var target = new Reference();
    target.getIdentifier().setSystem("urn:ietf:rfc:3986").setValue(certificate.address());
    return target;
  }

  private static Extension disposal(Certificate certificate) {
    var disposal = new Extension(Canonicals.EXT_DISPOSAL);
    disposal.addExtension("kind", new CodeType(certificate.kind().code()));
    certificate
        .counts()
        .forEach(
            (type, count) -> {
              var removed = new Extension("removed");
              removed.addExtension("type", new CodeType(type));
              removed.addExtension("count", new UnsignedIntType(count));
              disposal.addExtension(removed);
            });
    if (!certificate.policy().isEmpty()) {
      disposal.addExtension("policy", new StringType(certificate.policy()));
    }
    return disposal;
  }

  /**
   * @param address of what is gone, a URI; of a person it names the erasure and nobody
   * @param by who asked for it
   * @param reason in words; may be empty
   * @param policy as {@code Basic/7/_history/2}; empty if a person asked
   * @param counts by type
   */
  public record Certificate(
      Codes.DisposalKind kind,
      String address,
      String by,
      String reason,
      String policy,
      Map<String, Integer> counts) {}
}
