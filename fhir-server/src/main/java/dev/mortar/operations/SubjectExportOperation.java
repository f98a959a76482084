package dev.mortar.operations;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import com.google.common.hash.Hashing;
import dev.mortar.audit.Disclosures;
import dev.mortar.audit.Disclosures.Disclosure;
import dev.mortar.authorization.Statements;
import dev.mortar.ig.Canonicals;
import dev.mortar.storage.retention.WholeRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Signature;
import org.hl7.fhir.r4.model.StringType;

/** {@code GET Patient/[id]/$subject-export}: everything that is kept of a person, signed. */
final class SubjectExportOperation implements IResourceProvider {
  private static final Coding SERVER =
      new Coding("urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.14", "Source Signature");

  private final WholeRecord record;
  private final Disclosures disclosures;
  private final Statements statements;
  private final FhirContext fhir;
  private final Clock clock;

  SubjectExportOperation(
      WholeRecord record,
      Disclosures disclosures,
      Statements statements,
      FhirContext fhir,
      Clock clock) {
    this.record = record;
    this.disclosures = disclosures;
    this.statements = statements;
    this.fhir = fhir;
    this.clock = clock;
  }

  @Override
  public Class<Patient> getResourceType() {
    return Patient.class;
  }

  @Operation(
      name = "$subject-export",
      idempotent = true,
      canonicalUrl = Canonicals.OP_PATIENT_SUBJECT_EXPORT)
  public Bundle subjectExport(@IdParam IdType patient) {
    List<Resource> all = new ArrayList<>(record.of(patient.getIdPart()));
    if (all.isEmpty()) {
      throw new ResourceNotFoundException(patient);
    }
    Instant now = clock.instant();
    all.add(seen(disclosures.of(patient.getIdPart(), Instant.EPOCH, now)));
    var bundle = new Bundle();
    bundle.setType(BundleType.COLLECTION).setTimestamp(Date.from(now));
    bundle.setId(UUID.randomUUID().toString());
    all.forEach(one -> bundle.addEntry().setResource(one));
    sign(bundle, "Patient/" + patient.getIdPart(), now);
    return bundle;
  }

  /** Over the JSON of the entries' resources as the Bundle holds them, a line each. */
  private void sign(Bundle bundle, String subject, Instant now) {
    String lines =
        bundle.getEntry().stream()
            .map(entry -> fhir.newJsonParser().encodeResourceToString(entry.getResource()))
            .collect(Collectors.joining("\n"));
    String digest = Hashing.sha256().hashString(lines, StandardCharsets.UTF_8).toString();
    bundle.getIdentifier().setSystem("urn:ietf:rfc:3986").setValue("urn:sha-256:" + digest);
    Signature signature = bundle.getSignature();
    signature.addType(SERVER).setWhen(Date.from(now)).setSigFormat("application/jose");
    signature.getWho().setDisplay("Mortar");
    signature.setData(statements.sign(subject, digest).getBytes(StandardCharsets.US_ASCII));
  }

  private static Parameters seen(List<Disclosure> disclosures) {
    var seen = new Parameters();
    seen.setId("disclosures");
    for (Disclosure one : disclosures) {
      ParametersParameterComponent part = seen.addParameter().setName("disclosure");
      part.addPart().setName("at").setValue(new InstantType(Date.from(one.at())));
      part.addPart().setName("who").setValue(new StringType(one.who()));
      part.addPart().setName("purpose").setValue(new CodeType(one.purpose()));
      one.what().forEach(what -> part.addPart().setName("what").setValue(new StringType(what)));
    }
    return seen;
  }
}
