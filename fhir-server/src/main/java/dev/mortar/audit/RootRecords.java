package dev.mortar.audit;

import dev.mortar.authorization.ServerAddress;
import dev.mortar.store.FhirStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Signature;

/** Keeps each signed root as a Provenance, so that it is found, exported and backed up as one. */
final class RootRecords {
  private static final Coding ATTEST =
      new Coding(
          "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle",
          "attest",
          "Attest Record Lifecycle Event");
  private static final Coding SOURCE =
      new Coding("urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.14", "Source Signature");

  private final FhirStore store;
  private final ServerAddress server;

  RootRecords(FhirStore store, ServerAddress server) {
    this.store = store;
    this.server = server;
  }

  /** With the caller's transaction. */
  void keep(AuditRoot root, Instant at) {
    var record = new Provenance();
    record.setId(id(root));
    record
        .addTarget()
        .setType("AuditEvent")
        .getIdentifier()
        .setSystem("urn:ietf:rfc:3986")
        .setValue(server.fhir() + "/AuditEvent/$roots?from=" + root.day() + "&to=" + root.day());
    record.setRecorded(Date.from(at));
    record.getActivity().addCoding(ATTEST);
    record.addAgent().getWho().setDisplay("Mortar");
    Signature signature = record.addSignature();
    signature.addType(SOURCE).setWhen(Date.from(at)).getWho().setDisplay("Mortar");
    signature
        .setTargetFormat("application/jwt")
        .setSigFormat("application/jose")
        .setData(bytes(root));
    store.save(record);
  }

  /** Whether it is there as it was kept. */
  boolean has(AuditRoot root) {
    return store
        .find(Provenance.class, id(root))
        .filter(record -> Arrays.equals(record.getSignatureFirstRep().getData(), bytes(root)))
        .isPresent();
  }

  private static String id(AuditRoot root) {
    return "audit-root-" + root.day();
  }

  private static byte[] bytes(AuditRoot root) {
    return root.signed().getBytes(StandardCharsets.US_ASCII);
  }
}
