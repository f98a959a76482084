package dev.mortar.storage.retention;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/** Whom a resource names in any of its versions, also after it was deleted. */
public final class Named {
  private final Rows rows;
  private final FhirContext fhir;
  private final LegalHolds holds;

  Named(Rows rows, FhirContext fhir, LegalHolds holds) {
    this.rows = rows;
    this.fhir = fhir;
    this.holds = holds;
  }

  /**
   * @throws ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException 409, if one of them is
   *     under a legal hold
   */
  public void checkHolds(String type, String id) {
    Optional<Row> row = rows.find(type, id);
    Set<String> patients = new TreeSet<>();
    row.ifPresent(
        found -> rows.versions(found).forEach(version -> patients.addAll(patients(version))));
    if (type.equals("Patient")) {
      patients.add(id);
    }
    holds.check(patients);
  }

  private Set<String> patients(Resource resource) {
    Set<String> patients = new TreeSet<>();
    fhir.newTerser().getAllResourceReferences(resource).stream()
        .map(found -> new IdType(found.getResourceReference().getReferenceElement().getValue()))
        .filter(id -> "Patient".equals(id.getResourceType()) && id.hasIdPart())
        .forEach(id -> patients.add(id.getIdPart()));
    return patients;
  }
}
